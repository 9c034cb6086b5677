package dev.stretto.persistence.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Sees to it that what was written is on disk, and not only on its way there; and that folders are gone. */
public final class Disk {
    private Disk() {}

    /**
     * Waits until a file's content is on disk.
     *
     * @return its size in bytes
     */
    public static long force(Path file) throws IOException {
        return force(file, StandardOpenOption.WRITE);
    }

    /** Waits until the names in a directory are on disk. */
    public static void forceNames(Path directory) throws IOException {
        force(directory, StandardOpenOption.READ);
    }

    /** Deletes a folder with everything in it; does nothing if it is not there. Links are not followed. */
    public static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static long force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
            return channel.size();
        }
    }
}
