package dev.stretto.actors.node;

import dev.stretto.persistence.directory.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether places on disk can be written, by writing to them. What fails here is trouble of the storage, whatever the system
 * calls it: no room, a quota, a disk with errors, a file system that is read-only, a folder that this user may not change, too many
 * open files.
 *
 * <p>A disk may have a little room again by the time it is looked at, since what did not fit was deleted. So one with little room left
 * counts as full. That is no matter where nothing else fails, since only then is it looked at.
 */
final class StorageCheck {
    /** In git's object directory, git deletes files with names like this one after a while, should one be left. */
    private static final String PREFIX = "tmp_obj_stretto_";

    /** So many are held open at a time: one free descriptor, or one free inode, is not enough to work with. */
    private static final int FILES = 32;

    private static final int BYTES_EACH = 32 * 1024;

    /** Less room than this is too little for what an attempt may leave, and it counts as none. */
    private static final long LITTLE = 512L << 20;

    /** On a small disk, a share of it does. */
    private static final int SHARE = 20;

    private StorageCheck() {}

    /** What is wrong with the first place that can't be written, in words; empty if all can. One that is not there is passed over. */
    static Optional<String> trouble(List<Path> places) {
        return places.stream()
                .distinct()
                .flatMap(place -> trouble(place).stream())
                .findFirst();
    }

    private static Optional<String> trouble(Path folder) {
        try {
            write(folder);
            FileStore store = Files.getFileStore(folder);
            long left = store.getUsableSpace();
            return left < Math.min(LITTLE, store.getTotalSpace() / SHARE)
                    ? Optional.of("the disk of " + folder + " is nearly full: " + (left >> 10) + " KiB are left")
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(folder + " can't be written: " + DataDirectory.reason(e));
        }
    }

    private static void write(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<FileChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < FILES; i++) {
                files.add(Files.createTempFile(folder, PREFIX, ""));
                channels.add(FileChannel.open(files.getLast(), StandardOpenOption.WRITE));
                ByteBuffer bytes = ByteBuffer.allocate(BYTES_EACH);
                while (bytes.hasRemaining()) {
                    channels.getLast().write(bytes);
                }
            }
            channels.getLast().force(true);
        } finally {
            for (FileChannel channel : channels) {
                channel.close();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
