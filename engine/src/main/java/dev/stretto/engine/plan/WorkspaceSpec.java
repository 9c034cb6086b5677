package dev.stretto.engine.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of a plan work.
 *
 * @param repository a git work tree; in a plan that was read from a file an absolute path
 * @param base the revision that every task starts from; pinned to a commit when the run starts
 * @param isolation how far attempts are kept apart
 * @param directory where workspaces are made; in a plan that was read from a file an absolute path; absent for the place that the data
 *     directory has
 * @param provision what workspaces have besides the files of a commit
 */
public record WorkspaceSpec(
        String repository,
        String base,
        Isolation isolation,
        @Nullable String directory,
        Provision provision) {

    /** Each attempt gets a workspace of its own, in the usual place, at what the repository's HEAD is when the run starts. */
    public static WorkspaceSpec of(String repository) {
        return new WorkspaceSpec(repository, "HEAD", Isolation.AUTO, null, Provision.NONE);
    }

    /** All attempts work in this directory. */
    public static WorkspaceSpec shared(String directory) {
        return new WorkspaceSpec(directory, "HEAD", Isolation.NONE, null, Provision.NONE);
    }

    /** How far an attempt is kept apart from the others and from the user's checkout. */
    public enum Isolation {
        /** {@link #OVERLAY} where that saves much and the machine permits it, otherwise {@link #WORKTREE}. */
        AUTO,
        /** A git worktree per attempt, on a branch of its own, which shares the user's repository. */
        WORKTREE,
        /** As {@link #WORKTREE}, with a repository of the attempt's own, from which its commits are taken over. */
        CLONE,
        /**
         * As {@link #CLONE}, with the files of one checkout that all attempts share, copied on write. Where the machine does not permit
         * that, as {@link #CLONE}.
         */
        OVERLAY,
        /** All attempts work in the user's checkout; Stretto neither commits nor merges. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
