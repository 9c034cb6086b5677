package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResumedRunTest extends DecidedRun {
    @Test
    void a_lost_attempt_is_repeated_at_once_and_does_not_count() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.LOST)));

        assertThat(log).contains(new RunEvent.RetryDue("a", 1));
        assertThat(log.getLast()).isEqualTo(new RunEvent.TasksLaunched(List.of(new AttemptId("a", 2)), "node", NOW));

        tell(new RunCommand.RecordOutcome(new AttemptId("a", 2), failed(Failure.Kind.EXIT)));
        assertThat(statuses()).startsWith(TodoStatus.FAILED);
    }

    @Test
    void a_task_whose_attempts_are_lost_again_and_again_fails_in_the_end() {
        start(plan(2, task("a")));
        for (int attempt = 1; progress("a").status() != TodoStatus.FAILED; attempt++) {
            assertThat(attempt).isLessThan(20);
            tell(new RunCommand.RecordOutcome(new AttemptId("a", attempt), failed(Failure.Kind.LOST)));
        }

        assertThat(progress("a").attempt()).isEqualTo(10);
    }

    @Test
    void whoever_takes_a_run_up_gets_everything_that_is_open() {
        start(plan(2, task("a"), task("b")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.EXIT)));
        Instant retryAt = progress("a").retryAt();
        tell(new RunCommand.ResumeRun("node"));

        assertThat(Effects.of(run(), log.getLast()))
                .containsExactly(
                        new Effect.CleanUp(),
                        new Effect.Launch(List.of(new AttemptId("b", 1))),
                        new Effect.RetryAt(new AttemptId("a", 1), retryAt));
    }

    @Test
    void the_start_of_an_attempt_that_was_taken_up_again_is_recorded_once() {
        start(plan(1, task("a")));
        RunCommand started =
                new RunCommand.RecordStart(new AttemptId("a", 1), NOW, new ProcessIdentity(7, 7, "boot"), null, null);
        tell(started);
        tell(new RunCommand.ResumeRun("node"));
        tell(started);

        assertThat(log.stream().filter(RunEvent.AttemptStarted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void functions_ended_with_their_engine_and_are_launched_again_by_what_takes_the_run_up() {
        start(functions(1, 3));
        tell(new RunCommand.RecordOutcome(new AttemptId("f0", 1), done()));
        int before = log.size();

        tell(new RunCommand.ResumeRun("node"));

        assertThat(log.subList(before, log.size()))
                .hasSize(6)
                .startsWith(new RunEvent.RunResumed(2, "node", NOW))
                .contains(new RunEvent.RetryDue("f1", 1), new RunEvent.RetryDue("f2", 1))
                .endsWith(new RunEvent.TasksLaunched(
                        List.of(new AttemptId("f1", 2), new AttemptId("f2", 2)), "node", NOW));
        assertThat(progress("f1").ended())
                .extracting(attempt -> attempt.outcome().failure().kind())
                .containsExactly(Failure.Kind.LOST);
        assertThat(effectsSince(before))
                .containsExactly(
                        new Effect.CleanUp(),
                        new Effect.Launch(List.of(new AttemptId("f1", 2), new AttemptId("f2", 2))));
    }

    @Test
    void a_function_that_was_to_be_stopped_is_cancelled_with_its_engine_and_what_comes_after_it_is_skipped() {
        Plan plan = functions(1, 3);
        start(new Plan(
                plan.name(),
                null,
                null,
                0,
                Mode.AUTO,
                plan.mapTasks(task -> task.id().equals("f2") ? after(task, "f0", "f1") : task)
                        .tasks(),
                plan.synthesis()));
        tell(new RunCommand.CancelTask("f0"));
        tell(new RunCommand.CancelTask("f1"));

        tell(new RunCommand.ResumeRun("node"));

        assertThat(statuses()).startsWith(TodoStatus.CANCELLED, TodoStatus.CANCELLED, TodoStatus.SKIPPED);
    }

    @Test
    void a_function_in_a_worktree_of_its_own_is_taken_up_since_it_left_work_there() {
        start(plan(1, function("f")));

        tell(new RunCommand.ResumeRun("node"));

        assertThat(log.getLast()).isEqualTo(new RunEvent.RunResumed(2, "node", NOW));
        assertThat(Effects.of(run(), log.getLast())).contains(new Effect.Launch(List.of(new AttemptId("f", 1))));
    }

    private List<Effect> effectsSince(int event) {
        RunState then = RunState.initial();
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            then = then.evolve(log.get(i));
            if (i >= event) {
                effects.addAll(Effects.of(then.started().orElseThrow(), log.get(i)));
            }
        }
        return effects;
    }

    private static Plan functions(int attempts, int tasks) {
        Plan plan = unverified(
                attempts,
                IntStream.range(0, tasks)
                        .mapToObj(index -> function("f" + index))
                        .toArray(Task[]::new));
        return new Plan(plan.name(), null, null, 0, Mode.AUTO, plan.tasks(), plan.synthesis());
    }

    private static Task function(String id) {
        return Task.of(id, new SubagentSpec.Function("function")).build();
    }

    private static Task after(Task task, String... after) {
        return task.toBuilder().needs(List.of(after)).build();
    }
}
