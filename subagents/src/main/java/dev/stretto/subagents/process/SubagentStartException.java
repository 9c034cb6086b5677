package dev.stretto.subagents.process;

import java.io.IOException;
import java.nio.file.Path;

/** A subagent could not be started. The message says why and what to do, for people; there is no stack trace to read. */
public final class SubagentStartException extends Exception {
    private final boolean passing;

    /** With a message for people. */
    public SubagentStartException(String message) {
        this(message, false);
    }

    private SubagentStartException(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    /** Nothing is wrong with the subagent, but what belongs to its attempt can't be written. */
    static SubagentStartException notWritten(Path path, IOException reason) {
        return new SubagentStartException("can't write to the attempt's folder: " + path + ": " + reason, true);
    }

    /** Nothing is wrong with the subagent, but the machine has no file, no process or no memory left for it. */
    static SubagentStartException machineFull(String message) {
        return new SubagentStartException(message, true);
    }

    /** True if it may well start later: once its attempt's folder can be written, or the machine has room again. */
    public boolean mayPass() {
        return passing;
    }
}
