package dev.stretto.app.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for files to come and go, told by the file system. */
public final class Watched {
    private static final long PATIENCE_SECONDS = 60;

    private Watched() {}

    /** Waits until the file is there. */
    public static void awaitExists(Path file) throws Exception {
        await(file, () -> Files.exists(file));
    }

    /** Waits until the file is gone. */
    public static void awaitGone(Path file) throws Exception {
        await(file, () -> Files.notExists(file));
    }

    private static void await(Path file, BooleanSupplier reached) throws Exception {
        try (WatchService watcher = file.getFileSystem().newWatchService()) {
            file.getParent()
                    .register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            while (!reached.getAsBoolean()) {
                WatchKey key = watcher.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (key == null) {
                    throw new AssertionError("nothing happened to " + file);
                }
                key.pollEvents();
                key.reset();
            }
        }
    }
}
