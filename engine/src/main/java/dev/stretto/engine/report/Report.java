package dev.stretto.engine.report;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.IsolationChoice;
import dev.stretto.engine.attempt.Usage;
import dev.stretto.engine.decision.DispatchMode;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.todo.Todo;
import dev.stretto.engine.todo.TodoStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run, for scripts and people. The names of its parts are part of the contract; what was not asked for
 * or is not known yet is absent.
 *
 * @param version of the report's format: {@link #VERSION}
 */
public record Report(
        int version,
        String run,
        String plan,
        RunStatus status,
        Decision decision,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Timing timing,
        List<Todo> todos,
        List<TaskReport> tasks,
        @Nullable String note,
        @Nullable IsolationChoice isolation,
        @Nullable Synthesis synthesis,
        @Nullable List<Review> review,
        Log log) {
    /** What this version of Stretto writes. A part that is new changes nothing; one that goes, or means something else, does. */
    public static final int VERSION = 1;

    /** What the decision flow came to. */
    public record Decision(DispatchMode mode, List<String> reasons, List<List<String>> waves) {}

    /**
     * How long it took, in milliseconds.
     *
     * @param makespanMs from the first start of an attempt to the last end; without the time that a reopened run rested
     * @param sequentialMs the sum of the durations of all attempts: what one after the other would have taken
     * @param speedup the second divided by the first; absent while nothing has been measured
     * @param launchSkewMs the longest time between the first and the last start of tasks launched together
     * @param peakInProgress the most attempts that were at work at the same time
     */
    public record Timing(
            long makespanMs, long sequentialMs, @Nullable Double speedup, long launchSkewMs, int peakInProgress) {}

    /**
     * What an attempt cost, as its subagent says; each part may be absent.
     *
     * @param usd in US dollars, exactly as it was counted
     */
    public record Cost(
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            @Nullable BigDecimal usd) {

        /** As a report says it. */
        static Cost of(Usage usage) {
            return new Cost(usage.inputTokens(), usage.outputTokens(), usage.usd());
        }
    }

    /**
     * A task's part of the report.
     *
     * @param attempts how many have been launched
     * @param durationMs the sum over its attempts
     * @param together the ids of all tasks that the same subagent carried out; absent if it was alone
     * @param history all attempts that were started, in order; absent if none was
     * @param files what it changed; absent without a worktree. Of tasks carried out together it stands with the first
     * @param integrated whether its work is in the result; absent while that is not known, and without a worktree
     * @param notices what the user should know besides; absent if there is nothing
     */
    public record TaskReport(
            String id,
            String title,
            TodoStatus status,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long durationMs,
            @Nullable List<Attempt> history,
            @Nullable Integer exitCode,
            @Nullable String summary,
            @Nullable Artifact output,
            @Nullable List<FileChange> files,
            @Nullable List<String> outOfScope,
            @Nullable String branch,
            @Nullable IntegrationState integrated,
            @Nullable List<String> notices,
            @Nullable Cost usage,
            @Nullable String session,
            @Nullable List<String> together,
            @Nullable String skippedBecause,
            @Nullable Failure error) {}

    /**
     * An attempt at a task.
     *
     * @param startedAt when its subagent was started; absent if that never happened
     * @param finishedAt absent while it is in progress
     * @param error why it failed; absent if it completed or is in progress
     */
    public record Attempt(
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            Failure.@Nullable Kind error) {}

    /**
     * What came of bringing the work together; every part is absent where there was nothing to do for it.
     *
     * @param startedAt when the last task had ended
     * @param baseline the verification of what the tasks started from
     */
    public record Synthesis(
            Instant startedAt,
            List<Overlap> overlaps,
            @Nullable List<Finding> findings,
            @Nullable List<Resolved> resolutions,
            @Nullable Integrated integration,
            @Nullable Verified baseline,
            @Nullable Verified verification,
            @Nullable String problem) {}

    /**
     * What a resolver has made of a conflict.
     *
     * @param task the id of the task that was to be brought together with the rest
     * @param with the ids of the tasks that it collided with; absent if it was refused
     * @param paths where; absent if it was refused
     * @param taken true if it is part of what was merged
     * @param refusal why it is not; otherwise absent
     * @param summary what the resolver says it has done; absent if it said nothing
     * @param commit what it left behind; absent if it was never at work
     * @param notices what whoever takes it over should know; absent if there is nothing
     * @param durationMs how long it was at work; absent if it never was
     */
    public record Resolved(
            String task,
            @Nullable List<String> with,
            @Nullable List<String> paths,
            boolean taken,
            @Nullable String refusal,
            @Nullable String summary,
            @Nullable Artifact output,
            @Nullable String commit,
            @Nullable List<String> notices,
            @Nullable Long durationMs,
            @Nullable Cost usage) {}

    /**
     * A completed task's work, for whoever reviews it.
     *
     * @param files how many it changed
     * @param added how many lines it added in all; absent if that is not known
     * @param removed how many it removed; absent with it
     * @param mismatches what was claimed and not found; absent if there is nothing
     */
    public record Review(
            String task,
            @Nullable String summary,
            int files,
            @Nullable Integer added,
            @Nullable Integer removed,
            @Nullable List<Mismatch> mismatches) {}

    /**
     * The merged result.
     *
     * @param branch where it is; absent if the plan wants no branch
     * @param merged the tasks in it, in the order of merging
     * @param left the tasks whose work stays on their own branches
     * @param leftBecause the reasons for those, in words
     * @param dropped what is missing of the merged ones; absent if nothing is
     * @param explanation why just these were merged; absent if there was nothing to choose
     */
    public record Integrated(
            @Nullable String branch,
            String commit,
            List<String> merged,
            List<String> left,
            @Nullable List<String> leftBecause,
            @Nullable List<Dropped> dropped,
            @Nullable String explanation,
            @Nullable String movedBranch,
            @Nullable String note) {}

    /**
     * The verification of the result.
     *
     * @param culprits the smallest sets of tasks that it fails with; absent if it passed at once, or that was not looked for
     * @param flaky the sets of tasks that it failed with once and not the second time; absent if there are none
     * @param search what it took to find that out; absent if nothing had to be
     * @param whole how it ended the first time, with everything that was merged; absent if that is the result
     */
    public record Verified(
            List<String> command,
            @Nullable Integer exitCode,
            boolean passed,
            Instant startedAt,
            long durationMs,
            @Nullable String message,
            @Nullable Artifact output,
            @Nullable List<List<String>> culprits,
            @Nullable List<List<String>> flaky,
            @Nullable Searched search,
            @Nullable Verified whole) {}

    /**
     * A search for the tasks that the verification fails with.
     *
     * @param trials how many other subsets than that of all merged tasks were verified
     * @param runs how often the command was run in all
     * @param complete false if its limits ended it
     * @param baseFails true if it fails without any of the tasks
     * @param repeats how often in a row each culprit has failed at least, where the verification is flaky; otherwise absent
     */
    public record Searched(
            int trials,
            int runs,
            boolean complete,
            boolean baseFails,
            @Nullable Integer repeats) {}

    /**
     * The log that the report was made from.
     *
     * @param events how many there are
     * @param chain the digest of the last one, and through it of all before it
     */
    public record Log(long events, String chain) {}

    /** True if the run is over and everything is well. */
    public boolean clean() {
        return status == RunStatus.COMPLETED;
    }
}
