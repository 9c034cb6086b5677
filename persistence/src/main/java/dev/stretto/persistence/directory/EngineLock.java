package dev.stretto.persistence.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine's hold on a data directory. The operating system lets it go when the process dies.
 *
 * <p>A process loses its locks on a file as soon as it closes any of its channels to it. So within one process, a directory
 * that is held is found among the system properties, which all class loaders share, and its lock file is not opened a second
 * time.
 */
public final class EngineLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLock.class);
    private static final String HELD_HERE = "dev.stretto.held:";

    private final Path file;
    private final FileChannel channel;

    private EngineLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Optional<EngineLock> tryLock(DataDirectory data) throws DataDirectoryException {
        synchronized (System.getProperties()) {
            try {
                Path file = data.root().toRealPath().resolve(data.lock().getFileName());
                if (heldHere(file)) {
                    return Optional.empty();
                }
                return lock(file);
            } catch (IOException e) {
                throw new DataDirectoryException(
                        data.root(),
                        "the data directory " + data.root() + " can't be locked: " + DataDirectory.reason(e)
                                + "; name another with --data",
                        e);
            }
        }
    }

    private static Optional<EngineLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), DataDirectory.fileOfOwner(file));
        try {
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
        } catch (OverlappingFileLockException e) {
            // Something else in this process has it: closing the channel would take that lock away.
            LOG.warn("{} is locked by something else in this process", file);
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        System.setProperty(HELD_HERE + file, "");
        return Optional.of(new EngineLock(file, channel));
    }

    static Optional<Long> holder(DataDirectory data) {
        synchronized (System.getProperties()) {
            try {
                Path file = data.root().toRealPath().resolve(data.lock().getFileName());
                if (heldHere(file)) {
                    return Optional.of(ProcessHandle.current().pid());
                }
                return Optional.of(Long.valueOf(Files.readString(file).strip()));
            } catch (IOException | NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** True while this is the hold on that data directory. */
    public boolean holds(DataDirectory data) {
        try {
            return channel.isOpen()
                    && file.equals(data.root().toRealPath().resolve(data.lock().getFileName()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets the data directory go. The file stays: deleting it could take it from under an engine that has just locked it. */
    @Override
    public void close() {
        synchronized (System.getProperties()) {
            if (!channel.isOpen()) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("{} could not be closed: {}", file, e.getMessage());
            }
            System.clearProperty(HELD_HERE + file);
        }
    }

    private static boolean heldHere(Path file) {
        return System.getProperty(HELD_HERE + file) != null;
    }
}
