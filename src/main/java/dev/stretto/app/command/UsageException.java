package dev.stretto.app.command;

import java.util.List;

/** The command can't be carried out as it was given. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    /** Everything that is wrong at once, a line each; at least one. */
    public static UsageException of(List<String> problems) {
        return new UsageException(
                problems.size() == 1
                        ? problems.getFirst()
                        : problems.size() + " problems:\n" + String.join("\n", problems));
    }

    /** Throws one if there are problems. */
    public static void throwIfAny(List<String> problems) throws UsageException {
        if (!problems.isEmpty()) {
            throw of(problems);
        }
    }
}
