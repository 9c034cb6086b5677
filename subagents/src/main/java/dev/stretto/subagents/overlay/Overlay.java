package dev.stretto.subagents.overlay;

import dev.stretto.subagents.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that shows the files of layers, and keeps what is changed in it elsewhere. Only commands that are started by
 * {@link #words} see something there. For all others the folder is empty.
 *
 * @param directory the absolute path of the folder
 * @param layers absolute paths, the upper one first; at least one. Nobody changes them
 * @param layersFolder the folder of all layers, in which no command that sees the overlay can change anything
 */
public record Overlay(Path directory, List<Path> layers, Path layersFolder) {
    private static final String UPPER = ".upper";
    private static final String WORK = ".work";
    private static final String NEXT = ".next";
    private static final String FOR_THE_MOMENT = "_moment-";

    public Overlay {
        layers = List.copyOf(layers);
    }

    /** Where what was changed in it is. May be written to while no command is at work in it. */
    public Path upper() {
        return beside(directory, UPPER);
    }

    private Path work() {
        return beside(directory, WORK);
    }

    /** The names of the folders that belong to an overlay end so, and begin with that of its own. */
    public static List<String> suffixes() {
        return List.of(UPPER, WORK, NEXT);
    }

    private static Path beside(Path directory, String suffix) {
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    /** Makes its folders, without any changes. */
    public void make() throws IOException {
        delete(directory);
        Files.createDirectories(directory);
        Files.createDirectories(upper());
        Files.createDirectories(work());
    }

    /** True if there may be changes. */
    public boolean exists() {
        return Files.isDirectory(upper(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Moves all that was changed somewhere else, but for one file. If that is cut off, {@link #restore} completes it.
     *
     * @param file stays, relative to the overlay
     */
    public void handOver(Path file, Path target) throws IOException {
        Path next = beside(directory, NEXT);
        Folders.delete(next);
        Files.createDirectories(next);
        Files.copy(upper().resolve(file), next.resolve(file));
        Files.move(upper(), target, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(target.resolve(file));
        restore();
    }

    /** Makes what is missing of it: its folder, which holds nothing, and what {@link #handOver} has not brought to its end. */
    public void restore() throws IOException {
        Path next = beside(directory, NEXT);
        if (Files.exists(next) && !exists()) {
            Files.move(next, upper(), StandardCopyOption.ATOMIC_MOVE);
        }
        if (exists()) {
            Folders.delete(next);
            Files.createDirectories(directory);
            Files.createDirectories(work());
        }
    }

    /** Deletes the changes in a folder, and all that belongs to its overlay. Does nothing if it has none. */
    public static void delete(Path directory) throws IOException {
        Folders.delete(beside(directory, WORK));
        Folders.delete(beside(directory, NEXT));
        Folders.delete(beside(directory, UPPER));
    }

    /** Where a file that is seen in it is stored. Of a file that is not there, where it would be stored. */
    public Path stored(Path path) {
        Path relative = directory.relativize(path);
        if (directory.equals(path)) {
            return upper();
        }
        for (Path folder : onTop("").layers()) {
            Path file = folder.resolve(relative);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Changed.isDeletion(file) ? upper().resolve(relative) : file;
            }
            if (hides(folder, relative)) {
                break;
            }
        }
        return upper().resolve(relative);
    }

    /** True if a folder around a path was deleted or replaced in a layer, so that those below do not count. */
    private static boolean hides(Path layer, Path relative) {
        for (Path parent = relative.getParent(); parent != null; parent = parent.getParent()) {
            Path changed = layer.resolve(parent);
            if (Files.exists(changed, LinkOption.NOFOLLOW_LINKS)
                    && (!Files.isDirectory(changed, LinkOption.NOFOLLOW_LINKS) || Changed.isOpaque(changed))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The words before those of a command that sees it and can change it. The command has to be started in {@link #around}, and finds
     * itself in the overlay.
     *
     * @throws IOException if this machine does not permit it
     */
    public List<String> words() throws IOException {
        return Mounting.required(layersFolder).words(this);
    }

    /** As {@link #words}, for a command that changes nothing: also while others are at work there. */
    public List<String> wordsToRead() throws IOException {
        return Mounting.required(layersFolder).wordsToRead(this);
    }

    /**
     * As {@link #words}, for a command that sees what a process in the overlay sees, in the same mount.
     *
     * @param pid a process that was started by {@link #words}, and has not ended
     */
    public List<String> wordsToJoin(long pid) throws IOException {
        return Mounting.required(layersFolder).wordsToJoin(this, pid);
    }

    /** An overlay on this one, for changes that are thrown away when this process ends: it shows what is in this one now. */
    public Overlay forTheMoment() {
        return onTop(FOR_THE_MOMENT + ProcessHandle.current().pid());
    }

    /** True if a folder belongs to an overlay that is thrown away. */
    public static boolean isForTheMoment(Path folder) {
        return folder.getFileName().toString().startsWith(FOR_THE_MOMENT);
    }

    private Overlay onTop(String name) {
        List<Path> all = new ArrayList<>(List.of(upper()));
        all.addAll(layers);
        return new Overlay(directory.resolveSibling(name), all, layersFolder);
    }

    /** The mount's options, by paths that are relative to the folder around the directory. */
    String writable() {
        return "lowerdir=" + joined(layers.stream()) + ",upperdir=" + relative(upper()) + ",workdir="
                + relative(work());
    }

    /** As {@link #writable}, for a mount through which nothing can be changed, also while another one is in use. */
    String readOnly() {
        return "ro,lowerdir=" + joined(onTop("").layers().stream());
    }

    private String joined(Stream<Path> folders) {
        return folders.map(this::relative).collect(Collectors.joining(":"));
    }

    String relative(Path folder) {
        return around().relativize(folder).toString();
    }

    /** The folder in which the directory is, and all that belongs to it. */
    public Path around() {
        return directory.resolveSibling("");
    }
}
