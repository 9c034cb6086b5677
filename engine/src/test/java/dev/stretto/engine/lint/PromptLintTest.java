package dev.stretto.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PromptLintTest {
    private static final String GOOD =
            "Fix `Money.add` in shop/money.py: test_total expects 121 and gets 120. Do not change tests. Report the"
                    + " cause.";

    @Test
    void a_warning_says_which_task_it_is_about_and_what_was_found() {
        Plan plan = plan(null, task("a", "Fix all the tests", null), task("b", null, null));

        assertThat(PromptLint.of(plan))
                .extracting(LintWarning::rule)
                .containsExactly(
                        LintRule.TOO_BROAD, LintRule.NO_CONTEXT, LintRule.NO_CONSTRAINTS, LintRule.VAGUE_RETURN);
        assertThat(PromptLint.of(plan)).allMatch(lint -> lint.tasks().equals(List.of("a")));
        assertThat(PromptLint.of(plan).getFirst().what()).contains("\"Fix all the tests\"");
    }

    @Test
    void what_the_plans_goal_says_need_not_be_said_again() {
        String prompt = "Rename `Cfg` to `Config` in lib/config.ex";
        Task task = task("a", prompt, null);

        assertThat(PromptLint.of(plan(null, task))).hasSize(2);
        assertThat(PromptLint.of(
                        plan("Do not touch lib/legacy. Each task reports a summary of what it changed.", task)))
                .isEmpty();
    }

    @Test
    void the_same_file_is_no_matter_where_tasks_do_not_run_together() {
        Task first = task("a", GOOD, null);
        Task second = task("b", GOOD, null);

        assertThat(PromptLint.of(plan(null, first, second)))
                .containsExactly(new LintWarning(
                        LintRule.SAME_FILE_IN_TWO_PROMPTS,
                        List.of("a", "b"),
                        "The prompts of a, b name shop/money.py, may change it, and can be in progress at the"
                                + " same time."));
        assertThat(PromptLint.of(plan(null, first, after(second, "a")))).isEmpty();
        assertThat(PromptLint.of(plan(null, first, related(second, "a")))).isEmpty();
        assertThat(PromptLint.of(sequential(first, second))).isEmpty();
    }

    @Test
    void the_same_file_is_no_matter_where_one_of_the_tasks_says_that_it_writes_others() {
        assertThat(PromptLint.of(plan(null, task("a", GOOD, null), task("b", GOOD, List.of("shop/tax/**")))))
                .isEmpty();
        assertThat(PromptLint.of(plan(null, task("a", GOOD, List.of("shop/*.py")), task("b", GOOD, null))))
                .hasSize(1);
    }

    @Test
    void of_tasks_in_two_chains_those_are_named_that_can_meet() {
        Task a = task("a", GOOD, null);
        Task b = after(task("b", GOOD, null), "a");
        Task c = after(task("c", GOOD, null), "b");
        Task d = task("d", GOOD, null);

        assertThat(PromptLint.of(plan(null, a, b, c))).isEmpty();
        assertThat(PromptLint.of(plan(null, a, b, c, d)))
                .singleElement()
                .satisfies(lint -> assertThat(lint.tasks()).contains("d").hasSizeGreaterThan(1));
    }

    /** In time of the processor, since other work on the machine does not count against it. */
    @Test
    void the_time_for_many_prompts_grows_with_their_length_only() {
        String text = IntStream.range(0, 45)
                .mapToObj(i ->
                        "In src/part/File" + i + ".java the method `doIt` handles what arrives, and `undo` does not. ")
                .reduce("", String::concat);
        long small = milliseconds(50, i -> "Part " + i + ". " + text);
        long large = milliseconds(500, i -> "Part " + i + ". " + text);

        assertThat(large).as("ms for 500, with %d for 50", small).isLessThan(Math.max(3_000, 30 * small));
    }

    @Test
    void one_endless_sentence_takes_no_longer_than_many_short_ones() {
        String files = IntStream.range(0, 20_000)
                .mapToObj(i -> "src/File" + i + ".java")
                .collect(Collectors.joining(" and "));

        assertThat(milliseconds(1, i -> "Do not touch " + files)).isLessThan(5_000);
    }

    private static long milliseconds(int size, IntFunction<String> prompt) {
        Plan plan = Plan.of(
                "many",
                IntStream.range(0, size)
                        .mapToObj(i -> task("t" + i, prompt.apply(i), null))
                        .toList());
        DispatchDecision decision = DecisionFlow.decide(plan);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(PromptLint.of(plan, decision)).isNotEmpty();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000;
    }

    private static Plan plan(@Nullable String goal, Task... tasks) {
        return new Plan("test", goal, null, 0, Mode.AUTO, List.of(tasks), SynthesisSpec.DEFAULT);
    }

    private static Plan sequential(Task... tasks) {
        return new Plan("test", null, null, 0, Mode.SEQUENTIAL, List.of(tasks), SynthesisSpec.DEFAULT);
    }

    private static Task task(String id, @Nullable String prompt, @Nullable List<String> writes) {
        return task(id, prompt == null ? null : new Prompt.Text(prompt), writes, List.of(), List.of());
    }

    private static Task after(Task task, String other) {
        return task(task.id(), task.prompt(), task.writes(), List.of(other), List.of());
    }

    private static Task related(Task task, String other) {
        return task(task.id(), task.prompt(), task.writes(), List.of(), List.of(other));
    }

    private static Task task(
            String id,
            @Nullable Prompt prompt,
            @Nullable List<String> writes,
            List<String> after,
            List<String> related) {
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .prompt(prompt)
                .writes(writes)
                .needs(after)
                .related(related)
                .build();
    }
}
