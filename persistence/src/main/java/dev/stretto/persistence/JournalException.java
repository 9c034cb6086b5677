package dev.stretto.persistence;

/** The journal can't be opened, read or written. Operational: mend the cause and try again; nothing on record is lost. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
