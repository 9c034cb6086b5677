package dev.stretto.engine.attempt;

import dev.stretto.engine.text.FreeText;
import dev.stretto.engine.todo.TodoStatus;
import java.util.Locale;

/**
 * Why an attempt failed.
 *
 * @param kind what sort of failure it is
 * @param message what happened and what to do, in words
 */
public record Failure(Kind kind, @FreeText String message) {

    /** The sorts of failures. */
    public enum Kind {
        /** The subagent ended with a failure of its own. */
        EXIT,
        /** It was still at work when its wall clock ran out. */
        TIMEOUT,
        /** It showed no sign of life for too long. */
        IDLE,
        /** It is gone, and nobody knows how it ended. */
        LOST,
        /** It could not be started. */
        START,
        /** Somebody asked for its end. */
        CANCELLED,
        /** Its workspace could not be made, or what it left there could not be collected. */
        WORKSPACE,
        /** It left an operation of git open, such as a rebase: what it has done is not done. */
        UNFINISHED,
        /** A coding agent said that a limit of its provider is reached, and did nothing. */
        LIMIT,
        /** A coding agent said that it is not logged in, and did nothing. */
        AUTH,
        /** Stretto itself failed while it looked after the attempt. */
        INTERNAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a task's todo becomes if this was its last attempt. */
    public TodoStatus status() {
        return switch (kind) {
            case TIMEOUT, IDLE -> TodoStatus.TIMED_OUT;
            case CANCELLED -> TodoStatus.CANCELLED;
            case EXIT, LOST, START, WORKSPACE, UNFINISHED, LIMIT, AUTH, INTERNAL -> TodoStatus.FAILED;
        };
    }
}
