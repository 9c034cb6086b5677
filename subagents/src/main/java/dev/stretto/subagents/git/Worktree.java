package dev.stretto.subagents.git;

import dev.stretto.engine.run.WorkResult;
import dev.stretto.engine.run.WorkspaceRef;
import dev.stretto.engine.scope.Scope;
import java.nio.file.Path;
import java.time.Instant;

/** An attempt's worktree. */
public final class Worktree {
    private final WorkspaceRef ref;

    Worktree(WorkspaceRef ref) {
        this.ref = ref;
    }

    /** Where it is and what it started from. */
    public WorkspaceRef ref() {
        return ref;
    }

    /** Its absolute path. */
    public Path directory() {
        return Path.of(ref.directory());
    }

    /** Commits everything that was left behind in it. */
    public WorkResult harvest(Scope scope) throws WorkspaceException {
        throw new WorkspaceException("not written yet");
    }

    /** Removes it, if everything in it is on a branch. */
    public void remove() throws WorkspaceException {
        throw new WorkspaceException("not written yet");
    }

    /** When a file in it was last changed. */
    public Instant lastChange() {
        return Instant.EPOCH;
    }
}
