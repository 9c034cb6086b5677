package dev.stretto.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/** Holds a data directory for one engine until it is closed, or its process ends. */
public final class EngineLock implements AutoCloseable {
    private final FileChannel channel;

    EngineLock(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock could not be let go", e);
        }
    }
}
