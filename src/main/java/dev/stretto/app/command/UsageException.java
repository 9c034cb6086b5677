package dev.stretto.app.command;

import java.util.List;

/** The command can't be carried out as it was given. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** Says everything that is wrong at once, a line each. */
    static void throwIfAny(List<String> problems) throws UsageException {
        if (problems.size() == 1) {
            throw new UsageException(problems.getFirst());
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems.size() + " problems:\n" + String.join("\n", problems));
        }
    }
}
