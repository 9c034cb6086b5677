package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.run.RunCommand.EraseTexts;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.Todo;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasingTest extends DecidedRun {
    private static final List<String> TEXTS = List.of("sha256:1", "sha256:2");
    private static final List<String> OUTPUTS = List.of("sha256:3");

    private void over() {
        start(unverified(
                1,
                task("a").toBuilder().prompt(new Prompt.Text("secret")).build(),
                task("b").toBuilder().prompt(new Prompt.Text("other")).build(),
                task("c")));
        List.of("a", "b", "c")
                .forEach(task -> tell(new RunCommand.RecordOutcome(new AttemptId(task, 1), failed(Failure.Kind.EXIT))));
        assertThat(run().finished()).isTrue();
    }

    @Test
    void what_is_erased_of_a_run_that_is_over_changes_no_todo_and_is_carried_out_after_its_event() {
        over();
        List<Todo> before = run().todos();

        tell(new EraseTexts("a", TEXTS, OUTPUTS, "leaked"));

        TextsErased event = new TextsErased("a", TEXTS, OUTPUTS, "leaked", NOW);
        assertThat(log).endsWith(event);
        assertThat(Effects.of(run(), event)).containsExactly(new Effect.EraseTexts(List.of(event)));
        assertThat(Erasing.open(run())).hasValue(new Effect.EraseTexts(List.of(event)));
        assertThat(run().todos()).isEqualTo(before);
        assertThat(run().finished()).isTrue();
    }

    @Test
    void what_was_erased_before_is_not_erased_again() {
        over();
        tell(new EraseTexts(null, TEXTS, OUTPUTS, "leaked"));
        int events = log.size();

        tell(new EraseTexts("a", TEXTS, List.of(), "leaked"));
        tell(new EraseTexts("a", List.of(), List.of(), "leaked"));

        assertThat(log).hasSize(events);
    }

    @Test
    void nothing_is_erased_while_the_run_is_open_or_of_a_task_that_it_has_not_or_without_a_reason() {
        start(plan(1, task("a")));
        assertThat(refusal(new EraseTexts("a", TEXTS, OUTPUTS, "leaked"))).contains("is not over");
        assertThatThrownBy(() -> state.evolve(new TextsErased("a", TEXTS, OUTPUTS, "leaked", NOW)))
                .isInstanceOf(IllegalTransitionException.class);
        tell(new RunCommand.CancelRun("cancelled"));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), failed(Failure.Kind.CANCELLED)));

        assertThat(refusal(new EraseTexts("x", TEXTS, OUTPUTS, "leaked"))).contains("no task 'x'");
        assertThat(refusal(new EraseTexts("a", TEXTS, OUTPUTS, " "))).contains("reason");
        assertThatThrownBy(() -> state.evolve(new TextsErased("x", TEXTS, OUTPUTS, "leaked", NOW)))
                .isInstanceOf(IllegalTransitionException.class);
    }

    @Test
    void a_task_whose_prompt_was_erased_is_not_tried_again_and_others_are() {
        over();
        tell(new EraseTexts("a", TEXTS, OUTPUTS, "leaked"));

        assertThat(refusal(new RunCommand.RetryTasks(List.of("a"), "node")))
                .contains("the prompt of task 'a' was erased");
        assertThat(refusal(new RunCommand.RetryTasks(List.of(), "node"))).contains("the prompt of task 'a' was erased");
        tell(new RunCommand.RetryTasks(List.of("b"), "node"));

        assertThat(log).contains(new RunEvent.RunReopened(List.of("b"), 2, "node", NOW));
        assertThat(Erasing.open(run()))
                .as("it was carried out before the run was reopened")
                .isEmpty();
    }

    @Test
    void a_task_that_had_no_prompt_is_tried_again() {
        over();
        tell(new EraseTexts(null, TEXTS, OUTPUTS, "leaked"));

        tell(new RunCommand.RetryTasks(List.of("c"), "node"));

        assertThat(log).contains(new RunEvent.RunReopened(List.of("c"), 2, "node", NOW));
    }
}
