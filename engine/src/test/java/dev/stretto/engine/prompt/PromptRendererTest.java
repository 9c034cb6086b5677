package dev.stretto.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.planfile.PlanReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PromptRendererTest {

    @Test
    void a_prompt_in_parts_becomes_one_text_with_the_plans_goal_the_files_and_what_others_do() {
        String prompt = render("abort", """
                goal: All six failing tests of the agent runtime pass
                workspace: { repository: . }
                tasks:
                  - id: abort
                    title: Fix AbortTest
                    prompt:
                      scope: src/test/java/agent/AbortTest.java
                      goal: Make its three failing tests pass
                      context: |
                        AbortTest.partialOutput: expected "interrupted at" but was ""
                      constraints: [Do not change tests, Do not raise timeouts]
                      returns: Summary of the root cause and of what was fixed
                    writes: ["src/main/java/agent/Abort*.java"]
                  - id: batch
                    title: Fix BatchTest
                    writes: ["src/main/java/agent/Batch*.java"]
                  - id: review
                    title: Review the runtime
                    writes: []
                  - { id: later, title: Release, needs: [abort] }
                """);

        assertThat(prompt).isEqualTo("""
                The whole plan's goal: All six failing tests of the agent runtime pass

                # Fix AbortTest

                ## Scope

                src/test/java/agent/AbortTest.java

                ## Goal

                Make its three failing tests pass

                ## Context

                AbortTest.partialOutput: expected "interrupted at" but was ""

                ## Constraints

                - Do not change tests
                - Do not raise timeouts

                ## Files you may change

                - src/main/java/agent/Abort*.java

                Changes outside these are reported.

                ## Return

                Summary of the root cause and of what was fixed

                ## Others at the same time

                Other subagents may be at work on these tasks now, each in a workspace of its own, so that you don't see their \
                changes. Keep off what is theirs; if you need something changed there, say so in what you return.

                - Fix BatchTest (may change src/main/java/agent/Batch*.java)
                - Review the runtime (changes no files)
                """);
    }

    @Test
    void a_prompt_that_is_one_text_is_kept_word_for_word() {
        String text = "  Do it like this:\n\n      indented\n\n* and *so*  on";

        String prompt = render("a", "tasks:\n  - id: a\n    prompt: " + '"' + text.replace("\n", "\\n") + "\"\n");

        assertThat(prompt).isEqualTo("# a\n\n" + text + "\n");
    }

    @Test
    void a_task_that_is_to_change_nothing_is_told_so_and_one_whose_scope_is_unknown_is_told_nothing() {
        String plan = """
                tasks:
                  - { id: a, prompt: Look, writes: [] }
                  - { id: b, prompt: Look, needs: [a] }
                """;

        assertThat(render("a", plan)).contains("## Change no files");
        assertThat(render("b", plan)).doesNotContain("files").doesNotContain("Others");
    }

    @Test
    void related_tasks_are_one_prompt_and_those_without_a_prompt_of_their_own_are_named() {
        String prompt = render("a", """
                tasks:
                  - { id: a, title: First, prompt: Do the first }
                  - { id: b, title: Second, related: [a], writes: [src/b.txt] }
                  - { id: c, title: Third }
                """);

        assertThat(prompt)
                .startsWith("These 2 tasks are related")
                .contains("# First\n\nDo the first", "# Second\n\n## Files you may change\n\n- src/b.txt", "- Third");
    }

    @Test
    void where_no_task_has_a_prompt_there_is_none() {
        Plan plan = plan("tasks: [{ id: a }, { id: b, prompt: x }]");
        DispatchDecision decision = DecisionFlow.decide(plan);

        assertThat(new PromptRenderer(plan, decision)
                        .render(decision.assignments().getFirst()))
                .isEmpty();
    }

    @Test
    void what_others_read_of_it_leaves_out_what_goes_on_beside_it() {
        Plan plan = plan("{ goal: All green, tasks: [{ id: a, prompt: x }, { id: b }] }");
        DispatchDecision decision = DecisionFlow.decide(plan);

        assertThat(new PromptRenderer(plan, decision)
                        .asked(decision.assignments().getFirst()))
                .contains("# a\n\nx");
    }

    @Test
    void in_one_checkout_it_is_not_said_that_each_has_a_workspace() {
        String plan = "workspace: { repository: ., isolation: none }\ntasks: [{ id: a, prompt: x }, { id: b }]";

        assertThat(render("a", plan)).contains("these tasks now, in the same folder as you.");
    }

    @Test
    void of_ten_thousand_others_a_prompt_tells_of_ten_and_counts_the_rest() {
        Plan plan = many(10_000, i -> i == 5_001 ? "x".repeat(5_000) : "Part " + i);
        DispatchDecision decision = DecisionFlow.decide(plan);
        PromptRenderer renderer = new PromptRenderer(plan, decision);

        String prompt = renderer.render(decision.assignments().get(5_000)).orElseThrow();

        assertThat(prompt)
                .contains("- Part 4995\n", "- Part 5005\n", "… and 9989 more")
                .hasSizeLessThan(1_000);
        long all = decision.assignments().stream()
                .mapToLong(assignment -> renderer.render(assignment).orElse("").length())
                .sum();
        assertThat(all).isLessThan(10_000 * 1_000);
    }

    private static Plan many(int size, IntFunction<String> title) {
        Plan one = plan("tasks: [{ id: t, prompt: go }]");
        Task task = one.tasks().getFirst();
        List<Task> tasks = IntStream.range(0, size)
                .mapToObj(i -> Task.of("t" + i, task.subagent())
                        .title(title.apply(i))
                        .prompt(task.prompt())
                        .build())
                .toList();
        return Plan.of("many", tasks);
    }

    private static String render(String lead, String yaml) {
        Plan plan = plan(yaml);
        DispatchDecision decision = DecisionFlow.decide(plan);
        Assignment assignment = decision.assignments().stream()
                .filter(candidate -> candidate.lead().equals(lead))
                .findFirst()
                .orElseThrow();
        return new PromptRenderer(plan, decision).render(assignment).orElseThrow();
    }

    private static Plan plan(String yaml) {
        String text = yaml.startsWith("{")
                ? "{ version: 1, defaults: { subagent: { command: [x] } }, " + yaml.substring(1)
                : "version: 1\ndefaults: { subagent: { command: [x] } }\n" + yaml;
        try {
            return new PlanReader(Set.of(), Set.of())
                    .read("plan", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Path.of("."));
        } catch (InvalidPlanException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }
}
