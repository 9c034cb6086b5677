package dev.stretto.subagents.git.provenance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How lines got into a file. */
public sealed interface LineSource {

    /**
     * An attempt brought them.
     *
     * @param run the run's id
     * @param task the id of the task; of several related ones, which one subagent carried out, the first
     * @param attempt the attempt's number; absent for lines made where the work was merged that a task builds on
     * @param how by which of its commits
     * @param merge the merge that took that commit in; absent if it is that merge, or if there is none
     * @param remadeBy who has made the commit anew (by a rebase, a cherry-pick, an amendment) with the trailers of the first
     *     one; absent if nobody has. What else they put into it can't be told apart.
     */
    record Attempt(
            String run,
            String task,
            @Nullable Integer attempt,
            How how,
            @Nullable Merge merge,
            @Nullable String remadeBy)
            implements LineSource {}

    /** They were there before, or a person made them: no run did, as far as commits tell. */
    record Elsewhere() implements LineSource {}

    /** A merge that took an attempt's work in. */
    record Merge(String commit, String run, String task, int attempt) {}

    /** By which of its commits an attempt brought lines. */
    enum How {
        /** The one that holds what it had left in its worktree when it ended. */
        LEFT_BEHIND,
        /** One that its subagent made, or merged. */
        OWN_COMMIT,
        /** The merge itself: none of the sides that it brings together has these lines. */
        IN_MERGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
