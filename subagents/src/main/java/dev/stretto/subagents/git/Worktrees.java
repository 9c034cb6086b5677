package dev.stretto.subagents.git;

import dev.stretto.engine.run.AttemptOrder;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the worktrees that attempts work in. */
public final class Worktrees {
    private final Path root;

    public Worktrees(Path workspacesRoot) {
        this.root = workspacesRoot;
    }

    /** Makes an attempt's worktree, or finds it. */
    public Worktree prepare(AttemptOrder order) throws WorkspaceException {
        throw new WorkspaceException("not written yet: " + root);
    }

    /** An attempt's worktree, if it has been made and is still there. */
    public Optional<Worktree> find(AttemptOrder order) throws WorkspaceException {
        return Optional.empty();
    }

    /** Keeps the data directory out of git. */
    public static void exclude(Path workTree, Path dataDirectory) throws WorkspaceException {
        throw new WorkspaceException("not written yet");
    }
}
