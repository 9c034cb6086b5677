package dev.stretto.persistence;

/** The data directory can't be used. Operational: mend the cause, or name another directory. */
public final class DataDirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
