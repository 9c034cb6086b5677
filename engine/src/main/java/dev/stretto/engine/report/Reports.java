package dev.stretto.engine.report;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report.Integrated;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.run.EndedAttempt;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.RunContext;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.run.TodoStatus;
import dev.stretto.engine.run.WorkResult;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run from its state. Pure: the same log always gives the same report. */
public final class Reports {
    private Reports() {}

    /** The report, with what is known of the log that the state was folded from. */
    public static Report of(StartedRun run, Report.Log log) {
        RunContext context = run.context();
        return new Report(
                context.run(),
                context.plan().name(),
                run.status(),
                new Report.Decision(
                        context.decision().mode(),
                        context.decision().reasons(),
                        context.decision().waves()),
                run.startedAt(),
                run.finishedAt(),
                Timings.of(run),
                run.todos(),
                context.plan().tasks().stream().map(task -> task(run, task)).toList(),
                context.base().map(PinnedBase::note).orElse(null),
                synthesis(run.synthesis()),
                log);
    }

    private static TaskReport task(StartedRun run, Task task) {
        int position = run.context().positionOf(task.id()).orElseThrow();
        Assignment assignment = run.context().assignments().get(position);
        Progress progress = run.progress().get(position);
        Optional<Outcome> last = progress.lastOutcome();
        Optional<WorkResult> work = last.flatMap(outcome -> Optional.ofNullable(outcome.work()));
        boolean lead = assignment.lead().equals(task.id());
        Optional<WorkResult> shown = work.filter(result -> lead);
        boolean over = progress.status() != TodoStatus.IN_PROGRESS;
        return new TaskReport(
                task.id(),
                task.title(),
                progress.status(),
                progress.attempt(),
                firstStart(progress),
                over ? last.map(Outcome::finishedAt).orElse(null) : null,
                progress.ended().stream().anyMatch(attempt -> attempt.outcome().startedAt() != null)
                        ? spent(progress).toMillis()
                        : null,
                last.map(Outcome::exitCode).orElse(null),
                last.map(Outcome::summary).orElse(null),
                last.map(Outcome::output).orElse(null),
                shown.map(WorkResult::files).orElse(null),
                shown.map(WorkResult::outOfScope).orElse(null),
                work.map(WorkResult::branch).orElseGet(() -> currentBranch(progress)),
                lead ? last.map(Outcome::usage).orElse(null) : null,
                last.map(Outcome::session).orElse(null),
                assignment.tasks().size() > 1 ? assignment.tasks() : null,
                progress.skippedBecause(),
                last.map(Outcome::failure).orElse(null));
    }

    private static @Nullable Instant firstStart(Progress progress) {
        Optional<Instant> ended = progress.ended().stream()
                .map(EndedAttempt::outcome)
                .flatMap(outcome -> Optional.ofNullable(outcome.startedAt()).stream())
                .findFirst();
        return ended.orElseGet(() -> progress.current() == null
                ? null
                : Optional.ofNullable(progress.current().startedAt())
                        .orElse(progress.current().launchedAt()));
    }

    private static @Nullable String currentBranch(Progress progress) {
        return progress.current() == null || progress.current().workspace() == null
                ? null
                : progress.current().workspace().branch();
    }

    static Duration spent(Progress progress) {
        return progress.ended().stream()
                .map(attempt -> attempt.outcome().duration())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static @Nullable Synthesis synthesis(SynthesisState state) {
        if (state.startedAt() == null) {
            return null;
        }
        return new Synthesis(
                state.overlaps(),
                integrated(state.merge(), state.integration()),
                verified(state.verification()),
                state.problem());
    }

    private static @Nullable Integrated integrated(@Nullable MergeResult merge, @Nullable Integration integration) {
        if (merge == null) {
            return null;
        }
        List<String> reasons = merge.conflicts().stream().map(Conflict::reason).toList();
        return new Integrated(
                integration == null ? null : integration.branch(),
                merge.commit(),
                merge.merged(),
                merge.conflicts().stream().map(Conflict::task).toList(),
                reasons.isEmpty() ? null : reasons,
                integration == null ? null : integration.movedBranch(),
                integration == null ? null : integration.note());
    }

    private static @Nullable Verified verified(@Nullable Verification verification) {
        return verification == null
                ? null
                : new Verified(
                        verification.command(),
                        verification.exitCode(),
                        verification.passed(),
                        Duration.between(verification.startedAt(), verification.finishedAt())
                                .toMillis(),
                        verification.message(),
                        verification.output());
    }
}
