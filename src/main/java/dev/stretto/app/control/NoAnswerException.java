package dev.stretto.app.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The engine that holds a data directory does not answer. */
public sealed class NoAnswerException extends Exception permits RemoteEngine.NotTakenException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(Path directory, @Nullable Throwable cause) {
        this(
                "the data directory " + directory + " is held by another engine that does not answer;"
                        + " wait for it to end, or use another one with --data",
                cause);
    }

    private NoAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The run is in the log, and nobody is known to look after it. */
    static NoAnswerException started(String run, Path directory, Throwable cause) {
        return new NoAnswerException(
                "run " + run + " was started, but the engine that holds " + directory
                        + " does not answer any more; do not start it again: 'stretto show " + run
                        + "' says how far it has come, and 'stretto resume' resumes it",
                cause);
    }

    /** The run is not in the log. */
    static NoAnswerException notStarted(String run, Path directory, Throwable cause) {
        return new NoAnswerException(
                "the run was not started: the engine that holds " + directory + " does not answer, and run " + run
                        + " is not in its log; should that engine come to it after all, 'stretto runs' lists it",
                cause);
    }
}
