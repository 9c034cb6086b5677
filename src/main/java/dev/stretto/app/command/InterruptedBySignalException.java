package dev.stretto.app.command;

/** A signal wanted the command to end before it had begun anything. */
final class InterruptedBySignalException extends Exception {
    private static final long serialVersionUID = 1L;

    InterruptedBySignalException() {
        super("interrupted before anything was begun");
    }
}
