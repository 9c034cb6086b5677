package dev.stretto.persistence;

/** A log is corrupt or was tampered with. Unrecoverable: what it says can't be relied on. */
public final class CorruptLogException extends Exception {
    private static final long serialVersionUID = 1L;

    public CorruptLogException(String message) {
        super(message);
    }

    public CorruptLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
