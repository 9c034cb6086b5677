package dev.stretto.persistence.codec;

import org.jspecify.annotations.Nullable;

/**
 * A log can't be read as what it claims to be. Unrecoverable: trying again, or guessing, would make it worse. Unchecked,
 * as an illegal transition in replay is: nobody between the log and the person who asked can do anything about it.
 */
public abstract sealed class UnrecoverableLogException extends IllegalStateException
        permits CorruptLogException, UnknownEventException {
    private static final long serialVersionUID = 1L;

    private final LogPlace place;

    UnrecoverableLogException(LogPlace place, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.place = place;
    }

    /** Where in which log; parts of it may be unknown. */
    public LogPlace place() {
        return place;
    }
}
