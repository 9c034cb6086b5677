package dev.stretto.actors.node;

import dev.stretto.subagents.process.SubagentStartException;
import java.util.List;
import java.util.Optional;

/** Tells a disk, or a machine, that takes nothing more at the moment from other reasons why something could not be done. */
public final class StorageTrouble {
    /**
     * What the C library calls it; git passes that on, in these words, since it is called without a locale. That something is
     * not permitted counts only where it is said of the repository: a subagent may well leave a file that nobody can read.
     */
    private static final List<String> WORDS = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "Read-only file system",
            "Input/output error",
            "Too many open files",
            "Cannot allocate memory",
            "insufficient permission for adding an object to repository database");

    private StorageTrouble() {}

    /** The trouble, if an error or one of its causes tells of such a disk. */
    public static Optional<StorageFailedException> in(Exception error) {
        if (error instanceof SubagentStartException start && start.isOfStorage()) {
            return Optional.of(new StorageFailedException(String.valueOf(error.getMessage()), error));
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (WORDS.stream().anyMatch(message::contains)) {
                return Optional.of(new StorageFailedException(String.valueOf(error.getMessage()), error));
            }
        }
        return Optional.empty();
    }
}
