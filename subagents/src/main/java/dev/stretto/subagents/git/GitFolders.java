package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a repository's folders without git, for when git itself can't be run. */
public final class GitFolders {
    private static final String POINTER = "gitdir: ";

    private GitFolders() {}

    /**
     * The folders that git writes to in a repository: the one that all worktrees share, and its object database.
     *
     * @param workTree the root of a checkout
     * @return nothing if there is no repository, or it can't be read
     */
    public static List<Path> written(Path workTree) {
        return common(workTree)
                .map(folder -> List.of(folder, folder.resolve("objects")))
                .orElse(List.of());
    }

    private static Optional<Path> common(Path workTree) {
        Path git = workTree.resolve(".git");
        try {
            if (Files.isDirectory(git)) {
                return Optional.of(git);
            }
            // A worktree, or a submodule.
            String pointer = Files.readString(git).strip();
            if (!pointer.startsWith(POINTER)) {
                return Optional.empty();
            }
            Path own = workTree.resolve(pointer.substring(POINTER.length()));
            Path shared = own.resolve("commondir");
            return Optional.of(
                    Files.exists(shared)
                            ? own.resolve(Files.readString(shared).strip()).normalize()
                            : own);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
