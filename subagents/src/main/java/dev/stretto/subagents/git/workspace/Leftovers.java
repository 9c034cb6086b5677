package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clears a directory in which a worktree was begun and not completed. What can't be had again is moved, not deleted. */
public final class Leftovers {
    private Leftovers() {}

    public static void clear(Path directory, Optional<Path> administration, String start)
            throws GitException, IOException {
        Folders.delete(Folders.discarded(directory));
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (holdsNothing(directory, administration, start)) {
            Folders.delete(directory);
        } else {
            moveAside(directory);
        }
    }

    /** True if there is nothing in a worktree that was begun and not completed but what git has put there. */
    public static boolean holdsNothing(Path directory, Optional<Path> administration, String start)
            throws GitException, IOException {
        return onlyGit(directory)
                || (administration.isPresent() && onlyFilesOf(start, directory, administration.get()));
    }

    private static boolean onlyGit(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.allMatch(Leftovers::isGitFile);
        }
    }

    /** True for the file by which a worktree points at its repository. */
    static boolean isGitFile(Path entry) {
        return entry.getFileName().toString().equals(".git") && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
    }

    /** True if every file there is one of the commit's, unchanged or still empty: an interrupted checkout. */
    private static boolean onlyFilesOf(String commit, Path directory, Path administration)
            throws GitException, IOException {
        Path index = Files.createTempFile(administration, "stretto-index-", "");
        Files.delete(index);
        try {
            Git git = new WorktreePlace(directory, administration).git().with("GIT_INDEX_FILE", index.toString());
            git.run("read-tree", commit);
            git.attempt("update-index", "-q", "--refresh");
            List<String> foreign = git.run("ls-files", "-z", "--others").records();
            List<String> changed = git.run("diff-files", "-z", "--name-only", "--diff-filter=d", "--ignore-submodules")
                    .records();
            return foreign.isEmpty() && changed.stream().allMatch(path -> isEmpty(directory.resolve(path)));
        } finally {
            Files.deleteIfExists(index);
        }
    }

    private static boolean isEmpty(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && file.toFile().length() == 0;
    }

    /** Gives a directory another name, under which nobody looks for it. */
    public static void moveAside(Path directory) throws IOException {
        for (int number = 1; ; number++) {
            Path aside = directory.resolveSibling(directory.getFileName() + ".aside-" + number);
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(directory, aside);
                return;
            }
        }
    }
}
