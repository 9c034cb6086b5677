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
 * @param resolver who resolves conflicts, where that is wanted; otherwise absent
 * @param integrate what becomes of the merged result
 * @param deletes whether the user's branch may be moved to a result in which tasks delete remarkably much
 * @param environment what the verification and resolvers find in their environment
 */
public record SynthesisSpec(
        @Nullable Verify verify,
        OnConflict onConflict,
        @Nullable Resolver resolver,
        Integrate integrate,
        Deletes deletes,
        EnvironmentSpec environment) {

    /** With deletions that are reported, and keep the user's branch where it is, and nothing in the environment. */
    public SynthesisSpec(
            @Nullable Verify verify, OnConflict onConflict, @Nullable Resolver resolver, Integrate integrate) {
        this(verify, onConflict, resolver, integrate, Deletes.REPORT, EnvironmentSpec.NONE);
    }

    /** What a plan without a {@code synthesis} says: merge into a branch, report conflicts, verify nothing. */
    public static final SynthesisSpec DEFAULT = new SynthesisSpec(null, OnConflict.REPORT, null, Integrate.BRANCH);

    /**
     * The command that proves the merged result, run in a worktree of it; exit 0 is success.
     *
     * @param timeout how long it may take
     * @param baseline whether it is run on the base first, so that what failed before is blamed on no task
     * @param search how to find out which tasks it fails with; absent: that is not looked for
     */
    public record Verify(
            List<String> command,
            Duration timeout,
            boolean baseline,
            @Nullable Search search) {
        public Verify {
            command = List.copyOf(command);
        }
    }

    /**
     * How far to look for the tasks that a verification fails with.
     *
     * @param trials how often the command is run for that at most
     * @param parallel how many of these run at a time
     * @param time how long all of them together may take; those that run then are not cut off
     */
    public record Search(int trials, int parallel, Duration time) {
        /** Where the plan says nothing. */
        public static final Search DEFAULT = new Search(50, 2, Duration.ofHours(2));

        public Search {
            if (trials < 1 || parallel < 1) {
                throw new IllegalArgumentException("a search has at least one trial, and one at a time");
            }
        }
    }

    /**
     * Who resolves conflicts.
     *
     * @param timeout wall clock of one resolution
     * @param idle it is ended when it has shown no sign of life for so long; absent: never for that reason
     */
    public record Resolver(
            SubagentSpec subagent,
            Duration timeout,
            @Nullable Duration idle) {}

    /** What is done about two tasks whose changes can't be merged. */
    public enum OnConflict {
        /** It is reported; as few tasks as possible are left on their own branches. */
        REPORT,
        /** Where two collide, the task that comes first in the plan wins, and what the later one loses is said. */
        ORDER,
        /** As {@link #REPORT}, and then a subagent brings those that were left out together with the rest. */
        RESOLVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done about tasks that delete remarkably much. */
    public enum Deletes {
        /** It is reported, and the user's branch is not moved. */
        REPORT,
        /** It is reported. */
        ALLOW;

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
