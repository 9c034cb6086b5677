package dev.stretto.engine.todo;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a todo stands, and where it may go from there. */
public enum TodoStatus {
    PENDING,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    SKIPPED;

    /** True if no transition leads on from here. */
    public boolean ended() {
        return next().isEmpty();
    }

    /** The states that may follow this one. A todo goes back from in progress to pending when its attempt is to be repeated. */
    public Set<TodoStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(IN_PROGRESS, CANCELLED, SKIPPED);
            case IN_PROGRESS -> EnumSet.of(PENDING, COMPLETED, FAILED, TIMED_OUT, CANCELLED);
            case COMPLETED, FAILED, TIMED_OUT, CANCELLED, SKIPPED -> EnumSet.noneOf(TodoStatus.class);
        };
    }

    /**
     * The given state, if it may follow this one.
     *
     * @throws IllegalTransitionException if it may not: the log that asks for it is not one that Stretto wrote
     */
    public TodoStatus to(TodoStatus next, String todo) {
        if (!next().contains(next)) {
            throw new IllegalTransitionException(todo, this, next);
        }
        return next;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
