package dev.stretto.persistence.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sees to it that what was written is on disk, and not only on its way there. */
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

    private static long force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
            return channel.size();
        }
    }
}
