package dev.stretto.app.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The engine that holds a data directory does not answer. */
public sealed class NoAnswerException extends Exception permits RemoteEngine.NotTakenException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(Path directory, @Nullable Throwable cause) {
        super(
                "the data directory " + directory + " is held by another engine that does not answer;"
                        + " wait for it to end, or use another one with --data",
                cause);
    }
}
