package dev.stretto.subagents.overlay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a command works.
 *
 * @param directory an absolute path
 * @param overlay the overlay that the directory is; empty if it is a folder like others
 */
public record WorkPlace(Path directory, Optional<Overlay> overlay) {

    /** A folder like others. */
    public static WorkPlace of(Path directory) {
        return new WorkPlace(directory.toAbsolutePath(), Optional.empty());
    }

    /** The words before a command's own. */
    public List<String> words() throws IOException {
        return overlay.isPresent() ? overlay.get().words() : List.of();
    }

    /** Where a command has to be started to find itself in the directory. */
    public Path startsIn() {
        return overlay.map(Overlay::around).orElse(directory);
    }

    /** Where a file that a command finds there is stored. */
    public Path stored(Path path) {
        return overlay.isPresent() && path.startsWith(directory) ? overlay.get().stored(path) : path;
    }
}
