package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.files.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Removes layers that no workspace stands on. The next run that needs one makes it again.
 *
 * <p>Whenever a layer is made, those go that were not used for two weeks, and then the ones that were used longest ago for as long as all
 * of them take more than 20 GiB.
 */
public final class UnusedLayers {
    private static final Duration OLD = Duration.ofDays(14);
    private static final long MOST_BYTES = 20L << 30;

    private final Path folder;

    private record Unused(Path layer, Instant lastUsed, long bytes) {}

    /** @param workspaces the directory below which all workspaces are made */
    public UnusedLayers(Path workspaces) {
        this(new Layers(workspaces));
    }

    UnusedLayers(Layers layers) {
        this.folder = layers.folder();
    }

    /**
     * How much all of them take.
     *
     * @return bytes
     */
    public long bytes() throws IOException {
        return unused().stream().mapToLong(Unused::bytes).sum();
    }

    /** Removes all of them. */
    public void remove() throws IOException {
        for (Unused layer : unused()) {
            remove(layer.layer());
        }
    }

    /** Removes those that are too old or too many. */
    void tidy(Instant now) throws IOException {
        long all = 0;
        for (Path layer : layers()) {
            all += Layers.size(layer);
        }
        for (Unused layer : unused()) {
            if (layer.lastUsed().isBefore(now.minus(OLD)) || all > MOST_BYTES) {
                remove(layer.layer());
                all -= layer.bytes();
            }
        }
    }

    private List<Path> layers() throws IOException {
        return Folders.entries(folder).stream()
                .filter(entry -> Files.isDirectory(entry.resolve(Layers.USES), LinkOption.NOFOLLOW_LINKS))
                .filter(entry -> !entry.getFileName().toString().endsWith(Layers.BEGUN))
                .toList();
    }

    /** Those that were used longest ago first. */
    private List<Unused> unused() throws IOException {
        List<Unused> unused = new ArrayList<>();
        for (Path layer : layers()) {
            if (!isUsed(layer)) {
                unused.add(new Unused(layer, Files.getLastModifiedTime(layer).toInstant(), Layers.size(layer)));
            }
        }
        unused.sort(Comparator.comparing(Unused::lastUsed));
        return unused;
    }

    private static boolean isUsed(Path layer) throws IOException {
        for (Path use : Folders.entries(layer.resolve(Layers.USES))) {
            Path user = Path.of(Files.readString(use).strip());
            if (Files.exists(user, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            Files.delete(use);
        }
        return false;
    }

    private void remove(Path layer) throws IOException {
        ProcessLock lock = ProcessLock.take(folder.resolve(layer.getFileName() + Layers.LOCK));
        try {
            if (Files.exists(layer) && !isUsed(layer)) {
                Layers.forget(layer);
                Path gone = layer.resolveSibling(layer.getFileName() + Layers.BEGUN);
                Folders.delete(gone);
                Files.move(layer, gone);
                Folders.delete(gone);
            }
        } finally {
            lock.close();
        }
    }
}
