package dev.stretto.subagents.git;

import dev.stretto.engine.run.PinnedBase;
import java.nio.file.Path;

/** The worktree that the merged result is verified in. */
public final class VerificationCheckout {
    private VerificationCheckout() {}

    /** Checks a commit out in a directory of its own. */
    public static Path checkout(PinnedBase base, String commit, Path directory) throws WorkspaceException {
        throw new WorkspaceException("not written yet");
    }

    /** Removes the checkout with everything in it. */
    public static void remove(PinnedBase base, Path directory) throws WorkspaceException {
        throw new WorkspaceException("not written yet");
    }
}
