package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.files.ProcessLock;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.overlay.Mounting;
import dev.stretto.subagents.overlay.Overlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checkouts that overlays stand on: one for each commit, made once for many attempts and runs. Each is looked through once by every
 * process before it is used. One in which something was changed is used no more, and another one is made.
 *
 * <p>A layer is built under another name and renamed, so one that is there is whole. Each overlay that stands on it is noted in it;
 * as long as one does, nothing removes it.
 */
public final class Layers {
    /** The name of their folder among those of the runs. No run's id begins so. */
    private static final String FOLDER = "_layers";

    private static final String TREE = "tree";
    private static final String INDEX = "index";
    /** The files that git takes for changed although nobody has touched them, since they do not fit the repository's attributes. */
    private static final String CHANGED = "changed";

    private static final String SIZE = "bytes";

    static final String USES = "uses";
    static final String BEGUN = ".begun";
    static final String LOCK = ".lock";

    /** Those that this process has looked through. */
    private static final Set<Path> KNOWN = ConcurrentHashMap.newKeySet();

    private final Path folder;

    /**
     * A layer.
     *
     * @param directory its folder
     */
    record Layer(Path directory) {
        /** The files. */
        Path tree() {
            return directory.resolve(TREE);
        }

        /** What git knows of them. */
        Path index() {
            return directory.resolve(INDEX);
        }
    }

    /** @param workspaces the directory below which all workspaces are made */
    public Layers(Path workspaces) {
        this.folder = workspaces.toAbsolutePath().normalize().resolve(FOLDER);
    }

    /** The folder of all layers. */
    public Path folder() {
        return folder;
    }

    /**
     * Makes a worktree, that has no files so far, an overlay on the checkout of a commit. For everybody else its folder is empty: with git's
     * own file in it, git would take all files for deleted.
     *
     * @param seenBy how its files are seen, in words
     */
    void overlay(Repository repository, String commit, WorktreePlace place, String seenBy)
            throws GitException, IOException {
        Overlay overlay = overlay(repository, commit, place.directory());
        Files.move(
                place.directory().resolve(".git"),
                overlay.upper().resolve(".git"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(place.administration().resolve("locked"), seenBy + "\n");
        place.standOn(overlay);
        Files.copy(
                index(overlay),
                place.administration().resolve("index"),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static Overlay overlay(Path directory, List<Path> layers) {
        return new Overlay(directory, layers, layers.getLast().resolve("../..").normalize());
    }

    /** True if this machine permits overlays here. */
    boolean usable() {
        return Mounting.in(folder) instanceof Mounting.Trial.Possible;
    }

    /** An overlay on the checkout of a commit, noted there, and without any changes. */
    private Overlay overlay(Repository repository, String commit, Path directory) throws GitException, IOException {
        Layer layer = checkout(repository, commit, directory);
        Overlay overlay = overlay(directory, List.of(layer.tree().toRealPath()));
        overlay.make();
        return overlay;
    }

    /** What git knows of the files of an overlay's lowest layer. */
    static Path index(Overlay overlay) {
        return overlay.layers().getLast().resolveSibling(INDEX);
    }

    private Layer checkout(Repository repository, String commit, Path user) throws GitException, IOException {
        String key = key(repository, commit);
        if (Files.notExists(folder.resolve(key + "-1"))) {
            Files.createDirectories(folder);
            new UnusedLayers(this).tidy(Instant.now());
        }
        for (int number = 1; ; number++) {
            String name = key + "-" + number;
            ProcessLock lock = ProcessLock.take(folder.resolve(name + LOCK));
            try {
                Layer layer = new Layer(folder.resolve(name));
                if (Files.notExists(layer.directory(), LinkOption.NOFOLLOW_LINKS)) {
                    make(repository, commit, layer);
                    KNOWN.add(layer.directory());
                }
                if (KNOWN.contains(layer.directory()) || isAsMade(repository, layer)) {
                    KNOWN.add(layer.directory());
                    note(layer, user);
                    return layer;
                }
            } finally {
                lock.close();
            }
        }
    }

    /** What the files of a checkout depend on. */
    private static String key(Repository repository, String commit) throws GitException {
        String settings = repository
                .git()
                .attempt(
                        "config",
                        "-z",
                        "--get-regexp",
                        "^(core\\.(autocrlf|eol|symlinks|filemode|ignorecase|safecrlf)|filter\\..*)$")
                .rawRecords()
                .toString();
        String all = String.join("\0", repository.commonDirectory().toString(), commit, settings);
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void make(Repository repository, String commit, Layer layer) throws GitException, IOException {
        Layer begun =
                new Layer(layer.directory().resolveSibling(layer.directory().getFileName() + BEGUN));
        Folders.delete(begun.directory());
        Files.createDirectories(begun.tree());
        Files.createDirectories(begun.directory().resolve(USES));
        git(repository, begun).run("read-tree", "-u", "--reset", commit);
        FaultPoint.LAYER_CHECKED_OUT.reached(commit);
        Files.writeString(begun.directory().resolve(CHANGED), changed(repository, begun), StandardCharsets.ISO_8859_1);
        complete(begun, layer);
        FaultPoint.LAYER_MADE.reached(commit);
    }

    /** Gives a layer its name. */
    static void complete(Layer begun, Layer layer) throws IOException {
        Files.writeString(begun.directory().resolve(SIZE), Long.toString(Folders.bytes(begun.tree())));
        Files.move(begun.directory(), layer.directory(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** How much a layer takes, in bytes. */
    static long size(Path layer) throws IOException {
        Path size = layer.resolve(SIZE);
        return Files.exists(size) ? Long.parseLong(Files.readString(size)) : 0;
    }

    /** A layer is about to be removed. */
    static void forget(Path layer) {
        KNOWN.remove(layer);
    }

    private static Git git(Repository repository, Layer layer) {
        return Git.in(layer.tree())
                .with("GIT_DIR", repository.commonDirectory().toString())
                .with("GIT_WORK_TREE", layer.tree().toString())
                .with("GIT_INDEX_FILE", layer.index().toString());
    }

    private static String changed(Repository repository, Layer layer) throws GitException {
        Git git = git(repository, layer);
        List<String> differing = git.run("diff-files", "-z", "--name-only", "--ignore-submodules")
                .rawRecords();
        return String.join("\0", differing);
    }

    private static boolean isAsMade(Repository repository, Layer layer) throws GitException, IOException {
        Path changed = layer.directory().resolve(CHANGED);
        return Files.exists(changed)
                && Files.readString(changed, StandardCharsets.ISO_8859_1).equals(changed(repository, layer))
                && git(repository, layer)
                        .run("ls-files", "-z", "--others")
                        .rawRecords()
                        .isEmpty();
    }

    /** Notes that an overlay stands on it. */
    static void note(Layer layer, Path user) throws IOException {
        Path uses = layer.directory().resolve(USES);
        UUID name = UUID.nameUUIDFromBytes(user.toString().getBytes(StandardCharsets.UTF_8));
        Files.writeString(uses.resolve(name.toString()), user + "\n");
        Files.setLastModifiedTime(layer.directory(), FileTime.from(Instant.now()));
    }
}
