package dev.stretto.persistence;

/** No run, or more than one, goes by this name. */
public final class UnknownRunException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownRunException(String message) {
        super(message);
    }
}
