package dev.stretto.engine.report;

import dev.stretto.engine.decision.DispatchMode;
import dev.stretto.engine.run.Artifact;
import dev.stretto.engine.run.Failure;
import dev.stretto.engine.run.FileChange;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.Todo;
import dev.stretto.engine.run.TodoStatus;
import dev.stretto.engine.run.Usage;
import dev.stretto.engine.synthesis.Overlap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run, for scripts and people. The names of its parts are part of the contract; what was not asked for
 * or is not known yet is absent.
 */
public record Report(
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
        @Nullable Synthesis synthesis,
        Log log) {

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
     * A task's part of the report.
     *
     * @param attempts how many have been launched
     * @param durationMs the sum over its attempts
     * @param together the ids of all tasks that the same subagent carried out; absent if it was alone
     * @param files what it changed; absent without a worktree. Of tasks carried out together it stands with the first
     */
    public record TaskReport(
            String id,
            String title,
            TodoStatus status,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long durationMs,
            @Nullable Integer exitCode,
            @Nullable String summary,
            @Nullable Artifact output,
            @Nullable List<FileChange> files,
            @Nullable List<String> outOfScope,
            @Nullable String branch,
            @Nullable Usage usage,
            @Nullable String session,
            @Nullable List<String> together,
            @Nullable String skippedBecause,
            @Nullable Failure error) {}

    /** What came of bringing the work together; every part is absent where there was nothing to do for it. */
    public record Synthesis(
            List<Overlap> overlaps,
            @Nullable Integrated integration,
            @Nullable Verified verification,
            @Nullable String problem) {}

    /**
     * The merged result.
     *
     * @param branch where it is; absent if the plan wants no branch
     * @param merged the tasks in it, in the order of merging
     * @param left the tasks whose work stays on their own branches
     * @param leftBecause the reasons for those, in words
     */
    public record Integrated(
            @Nullable String branch,
            String commit,
            List<String> merged,
            List<String> left,
            @Nullable List<String> leftBecause,
            @Nullable String movedBranch,
            @Nullable String note) {}

    /** The verification of the merged result. */
    public record Verified(
            List<String> command,
            @Nullable Integer exitCode,
            boolean passed,
            long durationMs,
            @Nullable String message,
            @Nullable Artifact output) {}

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
