package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.files.ProcessLock;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Overlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a set-up has made, above the checkout of a commit, for all attempts that need the same. It is made once: the set-up runs in the
 * overlay of one attempt, and what it has changed there becomes the layer.
 *
 * <p>Some set-ups can't be shared: one that writes down the path of its workspace, such as a virtual environment, would have tests run
 * another attempt's source. One that leaves repositories, such as submodules, points at its own. Then a file says so, and the set-up runs
 * in each workspace.
 */
final class SetUpLayer {
    private static final String RECORDS = "records";
    private static final String OUTPUT = "output";
    private static final String OWN = ".own";
    private static final Path GIT = Path.of(".git");

    private final Layers.Layer layer;

    /**
     * The layer that a key stands for.
     *
     * @param folder that of all layers
     */
    SetUpLayer(Path folder, String key) {
        this.layer = new Layers.Layer(folder.resolve("set-up-" + key));
    }

    /** True if the set-up has to run in each workspace. */
    boolean isForItsOwn() {
        return Files.exists(beside(OWN));
    }

    private Path beside(String suffix) {
        return layer.directory().resolveSibling(layer.directory().getFileName() + suffix);
    }

    /**
     * Has a worktree, in which nothing was set up so far, stand on it.
     *
     * @param output gets what the set-up has printed; made if it is not there
     * @return false if there is no such layer
     */
    boolean standOn(WorktreePlace place, Path output) throws IOException {
        ProcessLock lock = ProcessLock.take(beside(Layers.LOCK));
        try {
            if (Files.notExists(layer.directory(), LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Layers.note(layer, place.directory());
        } finally {
            lock.close();
        }
        copyFiles(layer.directory().resolve(OUTPUT), Files.createDirectories(output));
        copyFiles(layer.directory().resolve(RECORDS), place.administration());
        List<Path> layers = new ArrayList<>(List.of(layer.tree()));
        layers.add(place.overlay().orElseThrow().layers().getLast());
        place.standOn(Layers.overlay(place.directory(), layers));
        return true;
    }

    /**
     * Makes it of what a set-up has changed in a worktree. That does not stand on it yet.
     *
     * @param records the files in git's folder for the worktree that tell of the set-up
     * @param output the folder with what it has printed
     * @return why it can't be shared; empty if it is there
     */
    Optional<String> make(WorktreePlace place, List<Path> records, Path output) throws IOException, WorkspaceException {
        Overlay overlay = place.overlay().orElseThrow();
        Optional<String> obstacle = new OwnPath(place.directory()).in(overlay.upper());
        if (obstacle.isPresent()) {
            Files.writeString(beside(OWN), obstacle.get() + "\n");
            return obstacle;
        }
        ProcessLock lock = ProcessLock.take(beside(Layers.LOCK));
        try {
            if (Files.exists(layer.directory(), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of("another attempt was faster");
            }
            Layers.Layer begun = new Layers.Layer(beside(Layers.BEGUN));
            Folders.delete(begun.directory());
            Files.createDirectories(begun.directory().resolve(Layers.USES));
            Path kept = Files.createDirectories(begun.directory().resolve(RECORDS));
            for (Path record : records) {
                Files.copy(record, kept.resolve(record.getFileName()));
            }
            copyFiles(output, Files.createDirectories(begun.directory().resolve(OUTPUT)));
            overlay.handOver(GIT, begun.tree());
            FaultPoint.SET_UP_HANDED_OVER.reached();
            Layers.complete(begun, layer);
            FaultPoint.SET_UP_SHARED.reached();
            return Optional.empty();
        } finally {
            lock.close();
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * A name for all that a set-up depends on. Some of that may be secret, so nobody can guess it from the name.
     *
     * @param folder that of all layers
     */
    static String key(Path folder, List<String> material) throws IOException {
        List<String> all = new ArrayList<>(material);
        all.add(salt(folder));
        return UUID.nameUUIDFromBytes(String.join("\0", all).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String salt(Path folder) throws IOException {
        Path file = folder.resolve("salt");
        ProcessLock lock = ProcessLock.take(folder.resolve("salt" + Layers.LOCK));
        try {
            if (Files.notExists(file)) {
                Path made = folder.resolve("salt" + Layers.BEGUN);
                Files.deleteIfExists(made);
                Files.createFile(
                        made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(made, UUID.randomUUID().toString());
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        } finally {
            lock.close();
        }
    }
}
