package dev.stretto.app.command;

/** A signal wanted the command to end before it had begun anything. */
public final class InterruptedBySignalException extends Exception {
    private static final long serialVersionUID = 1L;

    public InterruptedBySignalException() {
        super("interrupted before anything was begun");
    }
}
