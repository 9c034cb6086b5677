package dev.stretto.subagents.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Held by one thread of one process at a time. A process that is killed holds it no more. */
public final class ProcessLock implements AutoCloseable {
    /** Java refuses to lock a file twice in one process. */
    private static final ConcurrentMap<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final FileChannel channel;

    private ProcessLock(ReentrantLock here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Waits until nobody else holds it. Not to be taken again by the thread that holds it.
     *
     * @param file made if it is not there; its folder has to be there
     */
    public static ProcessLock take(Path file) throws IOException {
        ReentrantLock here = HERE.computeIfAbsent(file.toAbsolutePath().normalize(), any -> new ReentrantLock());
        here.lock();
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = channel.lock().isValid();
            return new ProcessLock(here, channel);
        } finally {
            if (!taken) {
                release(here, channel);
            }
        }
    }

    @Override
    public void close() throws IOException {
        release(here, channel);
    }

    private static void release(ReentrantLock here, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            here.unlock();
        }
    }
}
