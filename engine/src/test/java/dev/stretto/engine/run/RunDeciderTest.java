package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PinnedBase BASE = new PinnedBase("/repo", "base", "main", null);

    private RunState state = RunState.initial();
    private final List<RunEvent> log = new ArrayList<>();

    @Test
    void all_tasks_that_may_start_together_are_launched_by_one_event() {
        start(plan(1, task("a"), task("b"), task("c")));

        assertThat(log).hasSize(2);
        assertThat(log.getLast())
                .isEqualTo(new RunEvent.TasksLaunched(
                        List.of(new AttemptId("a", 1), new AttemptId("b", 1), new AttemptId("c", 1)), NOW));
        assertThat(statuses())
                .containsExactly(
                        TodoStatus.IN_PROGRESS, TodoStatus.IN_PROGRESS, TodoStatus.IN_PROGRESS, TodoStatus.PENDING);
    }

    @Test
    void a_late_outcome_of_an_earlier_attempt_is_ignored() {
        start(plan(2, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.EndPause(new AttemptId("a", 1)));

        Verdict late = RunDecider.decide(state, new RunCommand.RecordOutcome(new AttemptId("a", 1), done()), NOW);

        assertThat(late).isInstanceOf(Verdict.Rejected.class);
        assertThat(progress("a").attempt()).isEqualTo(2);
    }

    @Test
    void the_pause_before_a_retry_doubles_with_jitter() {
        start(plan(3, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        Duration first = Duration.between(NOW, progress("a").retryAt());
        tell(new RunCommand.EndPause(new AttemptId("a", 1)));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 2), failed(Failure.Kind.EXIT)));
        Duration second = Duration.between(NOW, progress("a").retryAt());

        assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(statuses()).startsWith(TodoStatus.PENDING);
    }

    @Test
    void a_lost_attempt_is_repeated_at_once_and_does_not_count() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.LOST)));

        assertThat(progress("a").retryAt()).isEqualTo(NOW);
        tell(new RunCommand.EndPause(new AttemptId("a", 1)));
        assertThat(log.getLast()).isEqualTo(new RunEvent.TasksLaunched(List.of(new AttemptId("a", 2)), NOW));

        tell(new RunCommand.RecordOutcome(new AttemptId("a", 2), failed(Failure.Kind.EXIT)));
        assertThat(statuses()).startsWith(TodoStatus.FAILED);
    }

    @Test
    void a_task_whose_attempts_are_lost_again_and_again_fails_in_the_end() {
        start(plan(2, task("a")));
        for (int attempt = 1; progress("a").status() != TodoStatus.FAILED; attempt++) {
            if (attempt > 1) {
                tell(new RunCommand.EndPause(new AttemptId("a", attempt - 1)));
            }
            assertThat(attempt).isLessThan(20);
            tell(new RunCommand.RecordOutcome(new AttemptId("a", attempt), failed(Failure.Kind.LOST)));
        }

        assertThat(progress("a").attempt()).isEqualTo(11);
    }

    @Test
    void whoever_takes_a_run_up_gets_everything_that_is_open() {
        start(plan(2, task("a"), task("b")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        Instant retryAt = progress("a").retryAt();
        tell(new RunCommand.ResumeRun());

        assertThat(Effects.of(run(), log.getLast()))
                .containsExactly(
                        new Effect.Sweep(),
                        new Effect.Launch(List.of(new AttemptId("b", 1))),
                        new Effect.RetryAt(new AttemptId("a", 1), retryAt));
    }

    @Test
    void the_start_of_an_attempt_that_was_taken_up_again_is_recorded_once() {
        start(plan(1, task("a")));
        RunCommand started =
                new RunCommand.RecordStart(new AttemptId("a", 1), NOW, new ProcessIdentity(7, 7, "boot"), null);
        tell(started);
        tell(new RunCommand.ResumeRun());
        tell(started);

        assertThat(log.stream().filter(RunEvent.AttemptStarted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void a_pause_is_never_longer_than_the_longest_wherever_the_clock_stands() {
        Effect.RetryAt retry = new Effect.RetryAt(new AttemptId("a", 1), NOW.plusSeconds(5));

        assertThat(retry.pause(NOW)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.pause(NOW.plusSeconds(60))).isZero();
        assertThat(retry.pause(NOW.minus(Duration.ofDays(400)))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_run_that_is_over_is_reopened_with_what_was_not_completed() {
        start(unverified(1, task("a"), task("b", "a"), task("c")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.RecordOutcome(new AttemptId("c", 1), done()));
        assertThat(run().status()).isEqualTo(RunStatus.FAILED);

        tell(new RunCommand.RetryTasks(List.of("a")));

        assertThat(log)
                .contains(new RunEvent.RunReopened(List.of("a", "b"), NOW))
                .endsWith(new RunEvent.TasksLaunched(List.of(new AttemptId("a", 2)), NOW));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 2), done()));
        tell(new RunCommand.RecordOutcome(new AttemptId("b", 1), done()));
        assertThat(run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(progress("a").ended()).hasSize(2);
        assertThat(progress("c").attempt()).isEqualTo(1);
    }

    @Test
    void a_reopened_task_has_all_its_attempts_again() {
        start(unverified(2, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.EndPause(new AttemptId("a", 1)));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 2), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.RetryTasks(List.of()));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 3), failed(Failure.Kind.EXIT)));

        assertThat(statuses()).startsWith(TodoStatus.PENDING);
    }

    @Test
    void a_run_whose_synthesis_alone_did_not_complete_can_be_retried() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.RecordMerge(MergeResult.whole("merged", List.of("a")), List.of()));
        tell(new RunCommand.RecordVerification(verification(false)));
        tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));
        assertThat(run().status()).isEqualTo(RunStatus.FAILED);

        tell(new RunCommand.RetryTasks(List.of()));

        assertThat(log).contains(new RunEvent.RunReopened(List.of(), NOW));
        assertThat(Effects.of(run(), log.getLast())).hasOnlyElementsOfType(Effect.Merge.class);
        assertThat(progress("a").attempt()).isEqualTo(1);
    }

    @Test
    void an_attempt_that_fails_while_it_is_to_be_stopped_was_cancelled() {
        start(plan(3, task("a")));
        tell(new RunCommand.CancelTask("a"));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));

        assertThat(statuses()).startsWith(TodoStatus.CANCELLED);
    }

    @Test
    void nothing_is_retried_that_is_completed_unknown_or_lacks_what_it_comes_after() {
        start(unverified(1, task("a"), task("b", "a"), task("c")));
        assertThat(refusal(new RunCommand.RetryTasks(List.of()))).contains("is not over");
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.RecordOutcome(new AttemptId("c", 1), done()));

        assertThat(refusal(new RunCommand.RetryTasks(List.of("c")))).contains("'c' is completed");
        assertThat(refusal(new RunCommand.RetryTasks(List.of("x")))).contains("has no task 'x'");
        assertThat(refusal(new RunCommand.RetryTasks(List.of("b")))).contains("comes after task 'a'");
    }

    private String refusal(RunCommand command) {
        Verdict verdict = RunDecider.decide(state, command, NOW);
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).reason();
    }

    @Test
    void the_last_attempts_failure_decides_the_tasks_end() {
        start(plan(1, task("a"), task("b")));

        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.IDLE)));
        tell(new RunCommand.RecordOutcome(new AttemptId("b", 1), failed(Failure.Kind.START)));

        assertThat(statuses()).startsWith(TodoStatus.TIMED_OUT, TodoStatus.FAILED);
        assertThat(run().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void what_comes_after_a_failed_task_is_skipped_and_so_is_what_comes_after_that() {
        start(plan(1, task("a"), task("b", "a"), task("c", "b"), task("d")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));

        assertThat(statuses())
                .startsWith(TodoStatus.FAILED, TodoStatus.SKIPPED, TodoStatus.SKIPPED, TodoStatus.IN_PROGRESS);
        assertThat(progress("c").skippedBecause()).isEqualTo("a");
    }

    @Test
    void the_synthesis_is_pending_until_the_last_task_has_ended() {
        start(plan(1, task("a"), task("b")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        assertThat(statuses().getLast()).isEqualTo(TodoStatus.PENDING);

        tell(new RunCommand.RecordOutcome(new AttemptId("b", 1), work("b", "x.txt")));

        assertThat(statuses().getLast()).isEqualTo(TodoStatus.IN_PROGRESS);
        assertThat(run().synthesis().overlaps()).containsExactly(Overlap.of("x.txt", List.of("a", "b")));
    }

    @Test
    void the_synthesis_merges_then_verifies_then_integrates() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        assertThat(Effects.open(run()))
                .filteredOn(effect -> !(effect instanceof Effect.Sweep))
                .singleElement()
                .isInstanceOf(Effect.Merge.class);

        tell(new RunCommand.RecordMerge(MergeResult.whole("merged", List.of("a")), List.of()));
        assertThat(Effects.open(run()))
                .filteredOn(effect -> !(effect instanceof Effect.Sweep))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Verify.class,
                        verify -> assertThat(verify.commit()).contains("merged"));

        tell(new RunCommand.RecordVerification(verification(true)));
        assertThat(Effects.open(run()))
                .filteredOn(effect -> !(effect instanceof Effect.Sweep))
                .singleElement()
                .isInstanceOf(Effect.Integrate.class);

        tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));
        assertThat(run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(statuses()).containsExactly(TodoStatus.COMPLETED, TodoStatus.COMPLETED);
    }

    @Test
    void a_conflict_or_a_failed_verification_makes_the_run_fail() {
        start(plan(1, task("a"), task("b")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.RecordOutcome(new AttemptId("b", 1), work("b", "x.txt")));
        tell(new RunCommand.RecordMerge(
                new MergeResult(
                        "merged",
                        List.of("a"),
                        List.of(new Conflict("b", List.of("x.txt"), "both changed it")),
                        List.of(),
                        List.of(),
                        null),
                List.of(new OverlapDetail("x.txt", List.of("a", "b"), List.of(CollisionKind.SAME_LINES), List.of()))));
        tell(new RunCommand.RecordVerification(verification(false)));
        tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));

        assertThat(run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(statuses()).containsExactly(TodoStatus.COMPLETED, TodoStatus.COMPLETED, TodoStatus.FAILED);
        assertThat(run().synthesis().overlaps().getFirst().kind()).isEqualTo(Overlap.Kind.CONFLICT);
    }

    @Test
    void a_cancelled_synthesis_ends_the_run_as_cancelled() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.CancelRun("test"));
        assertThat(Effects.open(run())).contains(new Effect.StopSynthesis());

        tell(new RunCommand.RecordSynthesisFailure("cancelled"));

        assertThat(run().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void once_a_run_is_cancelled_no_further_step_of_the_synthesis_is_begun() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.CancelRun("enough"));
        MergeResult merge = MergeResult.whole("merged", List.of("a"));

        tell(new RunCommand.RecordMerge(merge, List.of()));

        assertThat(run().synthesis().merge()).isEqualTo(merge);
        assertThat(Effects.of(run(), log.getLast())).containsExactly(new Effect.StopSynthesis());
        assertThat(Effects.open(run()))
                .as("a verification may have outlived its engine, and has to be ended")
                .hasAtLeastOneElementOfType(Effect.Verify.class)
                .contains(new Effect.StopSynthesis());
        tell(new RunCommand.RecordSynthesisFailure("cancelled"));
        assertThat(run().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void an_attempt_that_completes_although_it_was_to_be_stopped_has_completed() {
        start(plan(1, task("a")));
        tell(new RunCommand.CancelTask("a"));
        assertThat(Effects.open(run())).contains(new Effect.Stop(new AttemptId("a", 1), "cancelled"));

        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));

        assertThat(statuses()).startsWith(TodoStatus.COMPLETED);
    }

    @Test
    void a_log_that_no_run_can_have_is_refused() {
        start(plan(1, task("a")));

        assertThatThrownBy(() -> state.evolve(new RunEvent.RunFinished(RunStatus.COMPLETED, NOW)))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> state.evolve(new RunEvent.TasksLaunched(List.of(new AttemptId("a", 2)), NOW)))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> state.evolve(new RunEvent.TaskCompleted("a", 2, done())))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> state.evolve(new RunEvent.ResolutionRefused("a", "no reason", null)))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> RunState.initial().evolve(new RunEvent.RetryDue("a", 1)))
                .isInstanceOf(IllegalTransitionException.class);
    }

    private void start(Plan plan) {
        tell(new RunCommand.StartRun("run", plan, DecisionFlow.decide(plan), BASE));
    }

    private void tell(RunCommand command) {
        Verdict verdict = RunDecider.decide(state, command, NOW);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        ((Verdict.Accepted) verdict).events().forEach(this::happen);
        Optional<RunEvent> next = NextSteps.after(state, NOW);
        while (next.isPresent()) {
            happen(next.get());
            next = NextSteps.after(state, NOW);
        }
    }

    private void happen(RunEvent event) {
        state = state.evolve(event);
        log.add(event);
    }

    private StartedRun run() {
        return state.started().orElseThrow();
    }

    private Progress progress(String task) {
        return run().progressOf(task).orElseThrow();
    }

    private List<TodoStatus> statuses() {
        return run().todos().stream().map(Todo::status).toList();
    }

    private static Outcome done() {
        return new Outcome(null, NOW, NOW, 0, "done", null, null, null, null, null, List.of());
    }

    private static Outcome failed(Failure.Kind kind) {
        return Outcome.failed(new Failure(kind, "for the test"), NOW);
    }

    private static Outcome work(String task, String path) {
        WorkResult work = new WorkResult(
                "stretto/run/" + task,
                "base",
                "commit-" + task,
                List.of(new FileChange(path, FileChange.Kind.MODIFIED, null, null, null)),
                List.of());
        return new Outcome(null, NOW, NOW, 0, "done", null, null, work, null, null, List.of());
    }

    private static Verification verification(boolean passed) {
        return new Verification(List.of("true"), passed ? 0 : 1, passed, null, null, NOW, NOW);
    }

    private static Plan plan(int attempts, Task... tasks) {
        List<Task> all = new ArrayList<>();
        for (Task task : tasks) {
            all.add(new Task(
                    task.id(),
                    task.title(),
                    null,
                    null,
                    List.of(),
                    task.after(),
                    List.of(),
                    task.subagent(),
                    task.timeout(),
                    null,
                    attempts,
                    task.backoff()));
        }
        return new Plan(
                "test",
                null,
                new WorkspaceSpec("/repo", "HEAD", Isolation.WORKTREE),
                0,
                Mode.AUTO,
                all,
                new SynthesisSpec(
                        new SynthesisSpec.Verify(List.of("true"), Duration.ofMinutes(1), false, null),
                        SynthesisSpec.OnConflict.REPORT,
                        null,
                        SynthesisSpec.Integrate.BRANCH));
    }

    private static Plan unverified(int attempts, Task... tasks) {
        Plan plan = plan(attempts, tasks);
        SynthesisSpec synthesis = new SynthesisSpec(
                null, plan.synthesis().onConflict(), null, plan.synthesis().integrate());
        return new Plan(plan.name(), null, plan.workspace(), 0, Mode.AUTO, plan.tasks(), synthesis);
    }

    private static Task task(String id, String... after) {
        return new Task(
                id,
                id,
                null,
                null,
                List.of(),
                List.of(after),
                List.of(),
                new SubagentSpec.Command(List.of("true")),
                Duration.ofMinutes(1),
                null,
                1,
                Duration.ofSeconds(1));
    }
}
