package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.overlay.Overlay;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a worktree is. Its files are in its directory, or the directory is an overlay: then only commands that are led there see them.
 *
 * @param directory its absolute path
 * @param administration the folder in which git keeps its state
 */
public record WorktreePlace(Path directory, Path administration) {
    /** Says that only some folders are checked out, by a setting of the attempt's own repository. */
    static final String SPARSE = "stretto-sparse";
    /** Names the layers, the upper one first. */
    private static final String LAYERS = "stretto-layers";

    /** The overlay that it is; empty if its files are in its directory. */
    public Optional<Overlay> overlay() {
        Path layers = administration.resolve(LAYERS);
        try {
            return Files.exists(layers)
                    ? Optional.of(Layers.overlay(
                            directory,
                            Files.readAllLines(layers).stream().map(Path::of).toList()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on its files are those of an overlay. */
    void standOn(Overlay overlay) throws IOException {
        Path unfinished = administration.resolve(LAYERS + ".new");
        Files.writeString(
                unfinished, overlay.layers().stream().map(layer -> layer + "\n").collect(Collectors.joining()));
        Files.move(unfinished, administration.resolve(LAYERS), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Of an overlay, the folder itself holds nothing: if it alone was deleted, nothing is lost. */
    void restore() throws IOException {
        Optional<Overlay> overlay = overlay();
        if (overlay.isPresent() && Files.notExists(Folders.discarded(directory))) {
            overlay.get().restore();
        }
    }

    /** Where a file that is seen in there is stored. */
    public Path stored(Path path) {
        return overlay().map(overlay -> overlay.stored(path)).orElse(path);
    }

    /** For commands that work there. */
    public WorkPlace workPlace() {
        return new WorkPlace(directory, overlay());
    }

    /** Where files can be put that are seen in there, while nobody is at work there. */
    Path writable() {
        return overlay().map(Overlay::upper).orElse(directory);
    }

    /** Git in there, also if somebody has damaged or replaced the worktree's {@code .git} file; for what looks at no files. */
    public Git git() {
        Git git = Git.in(directory)
                .with("GIT_DIR", administration.toString())
                .with("GIT_WORK_TREE", directory.toString());
        return Files.exists(administration.resolve(SPARSE))
                ? git.with("GIT_CONFIG_COUNT", "1")
                        .with("GIT_CONFIG_KEY_0", "core.sparseCheckout")
                        .with("GIT_CONFIG_VALUE_0", "true")
                : git;
    }

    /** As {@link #git}, for what reads files. */
    public Git gitWithFiles() throws IOException {
        Optional<Overlay> overlay = overlay();
        return overlay.isPresent() ? seeing(overlay.get().wordsToRead()) : git();
    }

    /** As {@link #git}, for what changes files, while nobody is at work there. */
    Git gitChangingFiles() throws IOException {
        Optional<Overlay> overlay = overlay();
        return overlay.isPresent() ? seeing(overlay.get().words()) : git();
    }

    private Git seeing(List<String> words) {
        return git().seeing(words, directory.resolveSibling(""));
    }
}
