package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.RunReports;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.NextSteps;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunDecider;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A run of many tasks, some of which end as told. */
final class ManyTasks {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private RunState state = RunState.initial();
    private Instant now = START;

    ManyTasks(int tasks, int concurrency) {
        this(IntStream.range(0, tasks).mapToObj(ManyTasks::task).toList(), concurrency);
    }

    ManyTasks(List<Task> tasks, int concurrency) {
        Plan plan = new Plan("many", null, null, concurrency, Mode.AUTO, tasks, SynthesisSpec.DEFAULT);
        decide(new RunCommand.StartRun("20260101-000000-abcdef", plan, DecisionFlow.decide(plan), null, "node"));
    }

    static Task task(int index) {
        return task(index, new SubagentSpec.Function("work"));
    }

    /** Of tasks like this one it is known when their process was started. */
    static Task command(int index) {
        return task(index, new SubagentSpec.Command(List.of("true")));
    }

    private static Task task(int index, SubagentSpec subagent) {
        return Task.of("t" + index, subagent).title("Task number " + index).build();
    }

    void start(int from, int to) {
        IntStream.range(from, to)
                .forEach(index -> decide(new RunCommand.RecordStart(
                        new AttemptId("t" + index, 1), now, new ProcessIdentity(index + 1, 1, "boot"), null, null)));
    }

    /** Tries again what has failed. */
    void retry() {
        decide(new RunCommand.RetryTasks(List.of(), "node"));
    }

    void complete(int from, int to) {
        IntStream.range(from, to).forEach(index -> end(index, null));
    }

    void fail(int index) {
        end(index, new Failure(Failure.Kind.EXIT, "it broke"));
    }

    void later(Duration by) {
        now = now.plus(by);
    }

    Instant now() {
        return now;
    }

    StartedRun run() {
        return state.started().orElseThrow();
    }

    Report report() {
        return RunReports.of(run(), new Report.Log(1, "sha256:" + "0".repeat(64)));
    }

    private void end(int index, Failure failure) {
        Progress progress = run().progressOf("t" + index).orElseThrow();
        Progress.CurrentAttempt current = progress.current();
        Instant since = current.startedAt() == null ? current.launchedAt() : current.startedAt();
        decide(new RunCommand.RecordOutcome(
                new AttemptId("t" + index, progress.attempt()),
                new Outcome(failure, since, now, null, null, null, null, null, null, null, List.of())));
    }

    private void decide(RunCommand command) {
        CommandResult commandResult = RunDecider.decide(state, command, now);
        ((CommandResult.Accepted) commandResult).events().forEach(event -> state = state.evolve(event));
        Optional<RunEvent> next = NextSteps.after(state, now);
        while (next.isPresent()) {
            state = state.evolve(next.get());
            next = NextSteps.after(state, now);
        }
    }
}
