package dev.stretto.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The folder in which everything is measured; it is removed at the end, and when the program is ended early. */
public final class Ground implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path root;
    private final Thread atExit = new Thread(this::remove, "remove-benchmarks");
    private final AtomicInteger next = new AtomicInteger();

    private Ground(Path root) {
        this.root = root;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A new folder below one that is there. */
    public static Ground below(Path parent) throws IOException {
        return new Ground(Files.createTempDirectory(parent, "stretto-benchmarks-"));
    }

    /** A new, empty folder. */
    public Path folder() throws IOException {
        return Files.createDirectory(root.resolve(Integer.toString(next.incrementAndGet())));
    }

    /**
     * Another ground in memory, for what makes so many files that the file system itself would be measured; this one if there is
     * no such memory, or too little of it.
     */
    public Ground inMemory(long bytes) throws IOException {
        boolean roomy = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= bytes;
        return roomy ? below(MEMORY) : below(root);
    }

    /** What kind of file system it is on, such as {@code ext4}: it decides what an fsync costs. */
    public String fileSystem() throws IOException {
        FileStore store = Files.getFileStore(root);
        return store.type();
    }

    /** Removes a folder with all that is in it. */
    public static void remove(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    /** What is still being measured when the program is ended early finds a file in the folder's place, and makes nothing new. */
    private void remove() {
        try {
            Path gone = Files.move(root, root.resolveSibling(root.getFileName() + "-gone"));
            Files.createFile(root);
            remove(gone);
            Files.delete(root);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("benchmarks: " + root + " could not be removed: " + e);
        }
    }
}
