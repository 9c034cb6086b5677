package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunDeciderTest extends DecidedRun {
    @Test
    void all_tasks_that_may_start_together_are_launched_by_one_event() {
        start(plan(1, task("a"), task("b"), task("c")));

        assertThat(log).hasSize(2);
        assertThat(log.getLast())
                .isEqualTo(new RunEvent.TasksLaunched(
                        List.of(new AttemptId("a", 1), new AttemptId("b", 1), new AttemptId("c", 1)), "node", NOW));
        assertThat(statuses())
                .containsExactly(
                        TodoStatus.IN_PROGRESS, TodoStatus.IN_PROGRESS, TodoStatus.IN_PROGRESS, TodoStatus.PENDING);
    }

    @Test
    void a_late_outcome_of_an_earlier_attempt_is_ignored() {
        start(plan(2, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.EndPause(new AttemptId("a", 1)));

        CommandResult late = RunDecider.decide(state, new RunCommand.RecordOutcome(new AttemptId("a", 1), done()), NOW);

        assertThat(late).isInstanceOf(CommandResult.Rejected.class);
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

        tell(new RunCommand.RetryTasks(List.of("a"), "node"));

        assertThat(log)
                .contains(new RunEvent.RunReopened(List.of("a", "b"), 2, "node", NOW))
                .endsWith(new RunEvent.TasksLaunched(List.of(new AttemptId("a", 2)), "node", NOW));
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
        tell(new RunCommand.RetryTasks(List.of(), "node"));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 3), failed(Failure.Kind.EXIT)));

        assertThat(statuses()).startsWith(TodoStatus.PENDING);
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
        assertThat(refusal(new RunCommand.RetryTasks(List.of(), "node"))).contains("is not over");
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        tell(new RunCommand.RecordOutcome(new AttemptId("c", 1), done()));

        assertThat(refusal(new RunCommand.RetryTasks(List.of("c"), "node"))).contains("'c' is completed");
        assertThat(refusal(new RunCommand.RetryTasks(List.of("x"), "node"))).contains("has no task 'x'");
        assertThat(refusal(new RunCommand.RetryTasks(List.of("b"), "node"))).contains("comes after task 'a'");
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
        assertThatThrownBy(() -> state.evolve(new RunEvent.TasksLaunched(List.of(new AttemptId("a", 2)), "node", NOW)))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> state.evolve(new RunEvent.TaskCompleted("a", 2, done())))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> state.evolve(new RunEvent.ResolutionRefused("a", "no reason", null)))
                .isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(() -> RunState.initial().evolve(new RunEvent.RetryDue("a", 1)))
                .isInstanceOf(IllegalTransitionException.class);
    }
}
