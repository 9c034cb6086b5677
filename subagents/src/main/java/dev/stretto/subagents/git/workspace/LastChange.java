package dev.stretto.subagents.git.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks for the newest change below a directory. */
public final class LastChange extends SimpleFileVisitor<Path> {
    private static final int MOST_ENTRIES = 500_000;

    private Instant newest = Instant.EPOCH;
    private int seen;

    private LastChange() {}

    public static Instant in(Path directory) {
        LastChange walk = new LastChange();
        try {
            Files.walkFileTree(directory, walk);
        } catch (IOException e) {
            // A file that vanishes on the way is a change by itself, seen in its directory's time.
        }
        return walk.newest;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return isGit(directory) ? FileVisitResult.SKIP_SUBTREE : look(attributes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        return isGit(file) ? FileVisitResult.CONTINUE : look(attributes);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    private FileVisitResult look(BasicFileAttributes attributes) {
        Instant changed = attributes.lastModifiedTime().toInstant();
        if (changed.isAfter(newest)) {
            newest = changed;
        }
        return ++seen < MOST_ENTRIES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private static boolean isGit(Path path) {
        return path.getFileName().toString().equals(".git");
    }
}
