package dev.stretto.subagents.git;

import dev.stretto.engine.run.PinnedBase;
import java.nio.file.Path;
import java.util.Optional;

/** Finds git work trees and pins what a run starts from. */
public final class Repositories {
    private Repositories() {}

    /** Pins a base revision to a commit. */
    public static PinnedBase pin(Path directory, String base) throws WorkspaceException {
        throw new WorkspaceException("not written yet");
    }

    /** The root of the work tree that a directory lies in; empty if it lies in none. */
    public static Optional<Path> workTree(Path directory) {
        return Optional.empty();
    }
}
