package dev.stretto.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks' work is brought together.
 *
 * @param verify the command that proves the merged result; absent: nothing is verified
 * @param onConflict what is done about two tasks whose changes can't be merged
 * @param integrate what becomes of the merged result
 */
public record SynthesisSpec(@Nullable Verify verify, OnConflict onConflict, Integrate integrate) {

    /** What a plan without a {@code synthesis} says: merge into a branch, report conflicts, verify nothing. */
    public static final SynthesisSpec DEFAULT = new SynthesisSpec(null, OnConflict.REPORT, Integrate.BRANCH);

    /** The command that proves the merged result, run in a worktree of it; exit 0 is success. */
    public record Verify(List<String> command, Duration timeout) {
        public Verify {
            command = List.copyOf(command);
        }
    }

    /** What is done about two tasks whose changes can't be merged. */
    public enum OnConflict {
        /** The conflict is reported, and the later task is left on its own branch. */
        REPORT,
        /** The task that comes first in the plan wins. */
        ORDER,
        /** A subagent resolves it. */
        RESOLVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of the merged result. */
    public enum Integrate {
        /** Nothing: every task's work stays on its own branch. */
        NONE,
        /** It becomes the branch {@code stretto/RUN}. */
        BRANCH,
        /** As {@link #BRANCH}, and the user's branch is moved forward to it where that is safe. */
        MERGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
