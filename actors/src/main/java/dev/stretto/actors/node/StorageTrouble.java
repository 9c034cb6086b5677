package dev.stretto.actors.node;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitFolders;
import dev.stretto.subagents.process.StartError;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a disk, or a machine, that takes nothing more at the moment from other reasons why something could not be done. What an
 * error says in words does not count, since the system says it in the user's language: its type does, and the number of the system's
 * error where there is one. The failures of git, and of file operations, have neither; then {@link StorageCheck} looks at the places
 * where Stretto and git write.
 */
final class StorageTrouble {
    private StorageTrouble() {}

    /**
     * The trouble, if there is any. It blocks: it may write to the disk.
     *
     * @param error what went wrong
     * @param data where the engine keeps everything
     * @param base what the run starts from; null without a repository
     */
    static Optional<StorageFailedException> in(Exception error, Path data, @Nullable PinnedBase base) {
        boolean ofFiles = false;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageFailedException known) {
                return Optional.of(known);
            }
            if ((cause instanceof SubagentStartException start && start.mayPass())
                    || (cause instanceof GitException git && couldNotStart(git))) {
                return Optional.of(new StorageFailedException(String.valueOf(error.getMessage()), error));
            }
            ofFiles |= cause instanceof GitException || cause instanceof IOException;
        }
        return ofFiles
                ? StorageCheck.trouble(places(data, base))
                        .map(found -> new StorageFailedException(error.getMessage() + "; " + found, error))
                : Optional.empty();
    }

    private static boolean couldNotStart(GitException git) {
        return git.getCause() instanceof IOException io && StartError.of(io).machineIsFull();
    }

    private static List<Path> places(Path data, @Nullable PinnedBase base) {
        List<Path> places = new ArrayList<>(List.of(data, Path.of(System.getProperty("java.io.tmpdir"))));
        if (base != null) {
            places.addAll(GitFolders.written(Path.of(base.repository())));
        }
        return places;
    }
}
