package dev.stretto.engine.report;

import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report.Attempt;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the tasks' parts of a report. */
final class TaskReports {
    private final StartedRun run;
    private final Set<String> merged = new HashSet<>();
    private final Map<String, List<Dropped>> dropped;
    private final Set<String> left = new HashSet<>();

    private TaskReports(StartedRun run) {
        this.run = run;
        MergeResult merge = run.synthesis().merge();
        if (merge == null) {
            this.dropped = Map.of();
        } else {
            merged.addAll(merge.merged());
            merge.conflicts().forEach(conflict -> left.add(conflict.task()));
            this.dropped = merge.dropped().stream().collect(Collectors.groupingBy(Dropped::task));
        }
    }

    static List<TaskReport> of(StartedRun run) {
        TaskReports reports = new TaskReports(run);
        return run.context().plan().tasks().stream().map(reports::task).toList();
    }

    private TaskReport task(Task task) {
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
                history(progress),
                last.map(Outcome::exitCode).orElse(null),
                last.map(Outcome::summary).orElse(null),
                last.map(Outcome::output).orElse(null),
                shown.map(WorkResult::files).orElse(null),
                shown.map(WorkResult::outOfScope).orElse(null),
                work.map(WorkResult::branch).orElseGet(() -> currentBranch(progress)),
                work.map(result -> integrated(assignment.lead(), progress, result))
                        .orElse(null),
                last.map(Outcome::notices)
                        .filter(notices -> lead && !notices.isEmpty())
                        .orElse(null),
                lead ? last.map(Outcome::usage).map(Report.Cost::of).orElse(null) : null,
                last.map(Outcome::session).orElse(null),
                assignment.tasks().size() > 1 ? assignment.tasks() : null,
                progress.skippedBecause(),
                last.map(Outcome::failure).orElse(null));
    }

    /** Nothing is shown as integrated before it is: a plan that wants no integration has none. */
    private @Nullable IntegrationState integrated(String lead, Progress progress, WorkResult work) {
        if (progress.status() != TodoStatus.COMPLETED) {
            return progress.status().ended() && !work.files().isEmpty() ? IntegrationState.LEFT_OUT : null;
        }
        if (work.commit().equals(work.start())) {
            return IntegrationState.NOTHING;
        }
        if (left.contains(lead)) {
            return IntegrationState.LEFT_OUT;
        }
        if (!merged.contains(lead)) {
            return run.finished() ? IntegrationState.LEFT_OUT : null;
        }
        if (!onABranch()) {
            return run.finished() ? IntegrationState.MERGED : null;
        }
        List<Dropped> lost = dropped.getOrDefault(lead, List.of());
        if (lost.isEmpty()) {
            return IntegrationState.INTEGRATED;
        }
        Set<String> lostFiles = lost.stream()
                .filter(part -> part.lines().isEmpty())
                .map(Dropped::path)
                .collect(Collectors.toSet());
        boolean everything = work.files().stream().allMatch(file -> lostFiles.contains(file.path()));
        return everything ? IntegrationState.LEFT_OUT : IntegrationState.PARTLY;
    }

    private boolean onABranch() {
        Integration integration = run.synthesis().integration();
        return integration != null && integration.branch() != null;
    }

    private static @Nullable List<Attempt> history(Progress progress) {
        List<Attempt> history = new ArrayList<>();
        for (EndedAttempt attempt : progress.ended()) {
            Failure failure = attempt.outcome().failure();
            history.add(new Attempt(
                    attempt.attempt(),
                    attempt.outcome().startedAt(),
                    attempt.outcome().finishedAt(),
                    failure == null ? null : failure.kind()));
        }
        Progress.CurrentAttempt current = progress.current();
        if (current != null) {
            history.add(new Attempt(progress.attempt(), current.startedAt(), null, null));
        }
        return history.isEmpty() ? null : history;
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
}
