package dev.stretto.app.command;

/** The command can't be carried out as it was given. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
