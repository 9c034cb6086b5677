package dev.stretto.actors;

import org.jspecify.annotations.Nullable;

/** The engine could not do what it was asked, and nothing of it is on record. Operational: mend the cause and ask again. */
public final class EngineFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    EngineFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
