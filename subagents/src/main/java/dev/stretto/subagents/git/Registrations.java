package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the folder in which git keeps a worktree's state, by the documented layout of {@code .git/worktrees}: also where
 * the worktree has lost its own {@code .git} file.
 */
public final class Registrations {
    /** Written there once a worktree is complete: names the commit that it started from. */
    public static final String READY = "stretto-ready";

    private Registrations() {}

    public static Optional<Path> of(Repository repository, Path worktree) throws IOException {
        Path wanted = worktree.resolve(".git");
        for (Path administration : all(repository)) {
            if (wanted.equals(location(administration))) {
                return Optional.of(administration);
            }
        }
        return Optional.empty();
    }

    /** The folders in which git keeps the state of the worktrees below a directory, by their paths. */
    public static Map<Path, Path> below(Repository repository, Path directory) throws IOException {
        Map<Path, Path> worktrees = new TreeMap<>();
        for (Path administration : all(repository)) {
            Path worktree = location(administration).getParent();
            if (worktree != null && worktree.startsWith(directory)) {
                worktrees.put(worktree, administration);
            }
        }
        return worktrees;
    }

    /** The folders in which git keeps the state of worktrees. */
    static List<Path> all(Repository repository) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(repository.commonDirectory().resolve("worktrees"))) {
            // Other programs leave files there, such as .DS_Store.
            entries.forEach(entry -> {
                if (Files.isDirectory(entry)) {
                    all.add(entry);
                }
            });
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return all;
    }

    /** The commit that a complete worktree started from; empty if it was never completed, or its directory is gone. */
    public static Optional<String> start(Path administration, Path worktree) throws IOException {
        Path ready = administration.resolve(READY);
        return Files.isRegularFile(ready) && Files.isDirectory(worktree)
                ? Optional.of(Files.readString(ready).strip())
                : Optional.empty();
    }

    /** True if git has begun to remove a worktree that was whole: it takes the files of this folder away one by one. */
    static boolean isBeingRemoved(Path administration) {
        return Stream.of("HEAD", "commondir", "gitdir")
                .map(administration::resolve)
                .anyMatch(Files::notExists);
    }

    /**
     * Repairs what a git that was killed while it added a worktree can leave behind: an empty file in place of the constant
     * one that points at the common folder. With it no {@code git worktree} command works in the whole repository.
     *
     * @return true if something was repaired
     */
    static boolean mend(Repository repository) {
        boolean mended = false;
        try {
            for (Path administration : all(repository)) {
                Path pointer = administration.resolve("commondir");
                if (Files.isRegularFile(pointer) && Files.size(pointer) == 0) {
                    Files.writeString(pointer, "../..\n");
                    mended = true;
                }
            }
        } catch (IOException e) {
            // Then git's own complaint stands.
        }
        return mended;
    }

    private static Path location(Path administration) throws IOException {
        try {
            String text = Files.readString(administration.resolve("gitdir")).strip();
            return administration.resolve(text).normalize();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return administration;
        }
    }
}
