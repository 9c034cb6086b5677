package dev.stretto.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folder in which an engine keeps everything: journal, artifacts, attempts and workspaces.
 *
 * @param root the folder; it need not be there yet
 */
public record DataDirectory(Path root) {
    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** The event log, a SQLite database. */
    public Path journal() {
        return root.resolve("journal.db");
    }

    /** Outputs by digest. */
    public Path artifacts() {
        return root.resolve("artifacts");
    }

    /** The files of each attempt's process. */
    public Path attempts() {
        return root.resolve("attempts");
    }

    /** The worktrees. */
    public Path workspaces() {
        return root.resolve("workspaces");
    }

    /** Where the engine that holds the directory says how to reach it. */
    public Path engineFile() {
        return root.resolve("engine.json");
    }

    private Path lockFile() {
        return root.resolve("engine.lock");
    }

    /**
     * Makes the folder, if it is not there, for its user only.
     *
     * @throws DataDirectoryException if it can't be made or written
     */
    public void create() throws DataDirectoryException {
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new DataDirectoryException("the data directory " + root + " can't be made: " + reason(e), e);
        }
        if (!Files.isWritable(root)) {
            throw new DataDirectoryException(
                    "the data directory " + root + " can't be written; name another one with --data",
                    new IOException("not writable"));
        }
    }

    /**
     * Takes the directory for one engine. A lock goes with the process that holds it, however that ends.
     *
     * @return empty if another engine holds it
     */
    public Optional<EngineLock> tryLock() throws DataDirectoryException {
        try {
            FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new EngineLock(channel));
                }
            } catch (OverlappingFileLockException e) {
                channel.close();
                return Optional.empty();
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new DataDirectoryException("the data directory " + root + " can't be locked: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
