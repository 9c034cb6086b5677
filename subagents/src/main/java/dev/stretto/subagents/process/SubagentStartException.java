package dev.stretto.subagents.process;

/** A subagent could not be started. The message says why and what to do, for people; there is no stack trace to read. */
public final class SubagentStartException extends Exception {

    /** With a message for people. */
    public SubagentStartException(String message) {
        super(message, null, false, false);
    }
}
