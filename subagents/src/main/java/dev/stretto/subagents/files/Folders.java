package dev.stretto.subagents.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deletes folders whole, also where a subagent made them read-only. Links are deleted, not followed. */
public final class Folders {
    /** What the name of a directory ends in while it is being deleted. */
    public static final String DISCARDED = ".discarded";

    private Folders() {}

    /** What is in a directory; nothing if it is not there. */
    public static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    /** What a directory is called while it is being deleted. */
    public static Path discarded(Path directory) {
        return directory.resolveSibling(directory.getFileName() + DISCARDED);
    }

    /** Takes a directory away at one stroke, then deletes it: an interrupted call leaves no half of it in its place. */
    public static void discard(Path directory) throws IOException {
        moveAway(directory);
        delete(discarded(directory));
    }

    /** Takes a directory away at one stroke, to be deleted under its other name. */
    public static void moveAway(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Path discarded = discarded(directory);
            delete(discarded);
            Files.move(directory, discarded);
        }
    }

    /** The bytes of all files in there; what vanishes or can't be read meanwhile counts nothing. */
    public static long bytes(Path directory) {
        Measuring measuring = new Measuring();
        try {
            Files.walkFileTree(directory, measuring);
        } catch (IOException e) {
            return measuring.bytes;
        }
        return measuring.bytes;
    }

    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(directory, new Deleting());
        }
    }

    /** Deletes a directory if there is nothing in it. */
    public static void deleteEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // It is still in use.
        }
    }

    private static final class Measuring extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
                boolean changed = directory.toFile().setWritable(true)
                        && directory.toFile().setReadable(true)
                        && directory.toFile().setExecutable(true);
                return changed ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
