package dev.stretto.app.report;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.Usage;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.RunReports;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run in a repository, told event by event, to make reports of. */
final class SampleRun {
    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private RunState state = RunState.initial();

    SampleRun(String name, String repository, List<Task> tasks) {
        Plan plan = new Plan(
                name,
                null,
                null,
                0,
                Mode.AUTO,
                tasks,
                new SynthesisSpec(
                        new SynthesisSpec.Verify(
                                List.of("mvn", "-q", "verify"),
                                Duration.ofMinutes(10),
                                false,
                                SynthesisSpec.Search.DEFAULT),
                        SynthesisSpec.OnConflict.REPORT,
                        null,
                        SynthesisSpec.Integrate.BRANCH));
        PinnedBase base = new PinnedBase(repository, "b".repeat(40), "main", null);
        happen(new RunEvent.RunStarted(
                "01JSAMPLE0000000000000000", plan, DecisionFlow.decide(plan), base, "node", START));
    }

    static Task task(String id, String title, String... writes) {
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .title(title)
                .writes(List.of(writes))
                .attempts(3)
                .build();
    }

    SampleRun happen(RunEvent event) {
        state = state.evolve(event);
        return this;
    }

    SampleRun launched(double at, int attempt, String... tasks) {
        return happen(new RunEvent.TasksLaunched(
                List.of(tasks).stream()
                        .map(task -> new AttemptId(task, attempt))
                        .toList(),
                "node",
                at(at)));
    }

    SampleRun completed(String task, int attempt, double from, double to, String summary, FileChange... files) {
        return completed(task, attempt, from, to, summary, List.of(), List.of(), files);
    }

    SampleRun completed(
            String task,
            int attempt,
            double from,
            double to,
            String summary,
            List<String> outOfScope,
            List<String> notices,
            FileChange... files) {
        String commit = files.length == 0 ? "b".repeat(40) : "c".repeat(40);
        WorkResult work =
                new WorkResult("stretto/01JSAMPLE/" + task, "b".repeat(40), commit, List.of(files), outOfScope);
        Outcome outcome = new Outcome(
                null,
                at(from),
                at(to),
                0,
                summary,
                new Artifact("sha256:" + "0a".repeat(32), 4_711, false),
                null,
                work,
                new Usage(12_000L, 900L, 120_000L),
                null,
                notices);
        return happen(new RunEvent.TaskCompleted(task, attempt, outcome));
    }

    SampleRun attemptFailed(String task, int attempt, double from, double to, Failure.Kind kind) {
        return happen(new RunEvent.AttemptFailed(task, attempt, failure(kind, from, to, "it ended early"), at(to + 1)))
                .happen(new RunEvent.RetryDue(task, attempt));
    }

    SampleRun failed(String task, int attempt, double from, double to, Failure.Kind kind, String message) {
        Outcome outcome = failure(kind, from, to, message);
        return happen(
                switch (kind) {
                    case TIMEOUT, IDLE -> new RunEvent.TaskTimedOut(task, attempt, outcome);
                    case CANCELLED -> new RunEvent.TaskCancelled(task, attempt, outcome);
                    case EXIT, LOST, START, WORKSPACE, UNFINISHED, LIMIT, AUTH, INTERNAL ->
                        new RunEvent.TaskFailed(task, attempt, outcome);
                });
    }

    private static Outcome failure(Failure.Kind kind, double from, double to, String message) {
        return new Outcome(
                new Failure(kind, message),
                at(from),
                at(to),
                kind == Failure.Kind.EXIT ? 1 : null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    static FileChange modified(String path, @Nullable Integer added, @Nullable Integer removed) {
        return new FileChange(path, FileChange.Kind.MODIFIED, null, added, removed);
    }

    static Verification verification(boolean passed, double from, double to) {
        return new Verification(
                List.of("mvn", "-q", "verify"),
                passed ? 0 : 1,
                passed,
                passed ? null : "CacheTest.evicts: expected 3, was 4",
                null,
                at(from),
                at(to));
    }

    StartedRun run() {
        return state.started().orElseThrow();
    }

    Report report() {
        return RunReports.of(run(), new Report.Log(97, "sha256:" + "e1".repeat(32)));
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
