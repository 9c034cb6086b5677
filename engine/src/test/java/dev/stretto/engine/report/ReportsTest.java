package dev.stretto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Overlap;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Report.Log LOG = new Report.Log(7, "sha256:abc");

    private RunState state = RunState.initial();

    @Test
    void timing_is_measured_from_the_starts_and_ends_of_attempts() {
        start(task("a"), task("b"));
        launch(new AttemptId("a", 1), new AttemptId("b", 1));
        completed("a", 1, 0, 10);
        completed("b", 1, 2, 8);

        Report.Timing timing = report().timing();

        assertThat(timing.makespanMs()).isEqualTo(10_000);
        assertThat(timing.sequentialMs()).isEqualTo(16_000);
        assertThat(timing.speedup()).isEqualTo(1.6);
        assertThat(timing.launchSkewMs()).isEqualTo(2_000);
        assertThat(timing.peakInProgress()).isEqualTo(2);
    }

    @Test
    void the_time_that_a_reopened_run_rested_does_not_count() {
        start(task("a"), task("b"));
        launch(new AttemptId("a", 1), new AttemptId("b", 1));
        completed("a", 1, 0, 10);
        failed("b", 1, 0, 4);
        finish(RunStatus.FAILED, 11);
        happen(new RunEvent.RunReopened(List.of("b"), 2, "node", at(3_600)));
        launch(new AttemptId("b", 2));
        completed("b", 2, 3_601, 3_606);

        Report.Timing timing = report().timing();

        assertThat(timing.makespanMs()).isEqualTo(15_000);
        assertThat(timing.sequentialMs()).isEqualTo(19_000);
    }

    @Test
    void what_is_not_known_is_absent() {
        start(task("a"), task("b", "a"));

        Report report = report();

        assertThat(report.finishedAt()).isNull();
        assertThat(report.timing().speedup()).isNull();
        assertThat(report.synthesis()).isNull();
        assertThat(report.tasks()).allSatisfy(task -> {
            assertThat(task.startedAt()).isNull();
            assertThat(task.durationMs()).isNull();
            assertThat(task.exitCode()).isNull();
            assertThat(task.files()).isNull();
            assertThat(task.error()).isNull();
        });
    }

    @Test
    void an_attempt_that_never_started_has_no_duration() {
        start(task("a"));
        launch(new AttemptId("a", 1));
        Outcome never = Outcome.failed(new Failure(Failure.Kind.START, "no such command"), at(1));
        happen(new RunEvent.TaskFailed("a", 1, never));

        Report.TaskReport task = report().tasks().getFirst();

        assertThat(task.attempts()).isEqualTo(1);
        assertThat(task.durationMs()).isNull();
        assertThat(task.startedAt()).isNull();
        assertThat(task.error().kind()).isEqualTo(Failure.Kind.START);
    }

    @Test
    void the_same_state_always_gives_the_same_report() {
        start(task("a"), task("b", "a"));
        launch(new AttemptId("a", 1));
        completed("a", 1, 0, 3);

        assertThat(report()).isEqualTo(report());
        assertThat(report().log()).isEqualTo(LOG);
    }

    private void start(Task... tasks) {
        Plan plan = Plan.of("test", List.of(tasks));
        happen(new RunEvent.RunStarted("run", plan, DecisionFlow.decide(plan), null, "node", START));
    }

    private void launch(AttemptId... attempts) {
        happen(new RunEvent.TasksLaunched(List.of(attempts), "node", START));
    }

    private void completed(String task, int attempt, long from, long to) {
        WorkResult work = new WorkResult(
                "stretto/run/" + task,
                "base",
                "commit",
                List.of(new FileChange(task + ".txt", FileChange.Kind.ADDED, null, 3, 0)),
                List.of());
        happen(new RunEvent.TaskCompleted(
                task,
                attempt,
                new Outcome(null, at(from), at(to), 0, "done", null, null, work, null, null, List.of())));
    }

    private void failed(String task, int attempt, long from, long to) {
        Failure failure = new Failure(Failure.Kind.EXIT, "exit code 1");
        happen(new RunEvent.TaskFailed(
                task,
                attempt,
                new Outcome(failure, at(from), at(to), 1, null, null, null, null, null, null, List.of())));
    }

    private void finish(RunStatus status, long at) {
        happen(new RunEvent.SynthesisStarted(List.<Overlap>of(), at(at)));
        happen(new RunEvent.RunFinished(status, at(at)));
    }

    private void happen(RunEvent event) {
        state = state.evolve(event);
    }

    private Report report() {
        return RunReports.of(state.started().orElseThrow(), LOG);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static Task task(String id, String... after) {
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .needs(List.of(after))
                .build();
    }
}
