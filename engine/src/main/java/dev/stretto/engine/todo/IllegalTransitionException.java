package dev.stretto.engine.todo;

/** A log asks for a transition that no run can make. Unrecoverable: the log is corrupt or was tampered with. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public IllegalTransitionException(String todo, TodoStatus from, TodoStatus to) {
        super("todo '" + todo + "' can't go from " + from + " to " + to);
    }

    public IllegalTransitionException(String message) {
        super(message);
    }
}
