package dev.stretto.engine.plan;

import java.util.Locale;

/**
 * Where the tasks of a plan work.
 *
 * @param repository a git work tree; in a plan that was read from a file an absolute path
 * @param base the revision that every task starts from; pinned to a commit when the run starts
 * @param isolation whether each attempt gets a worktree of its own
 */
public record WorkspaceSpec(String repository, String base, Isolation isolation) {

    /** How far an attempt is kept apart from the others and from the user's checkout. */
    public enum Isolation {
        /** A git worktree per attempt, on a branch of its own. */
        WORKTREE,
        /** All attempts work in the user's checkout; Stretto neither commits nor merges. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
