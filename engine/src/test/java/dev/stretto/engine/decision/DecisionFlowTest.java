package dev.stretto.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DecisionFlowTest {

    @Test
    void one_task_goes_to_a_single_subagent() {
        assertThat(decide(Mode.AUTO, "a").mode()).isEqualTo(DispatchMode.SINGLE);
    }

    @Test
    void related_tasks_are_investigated_together_by_one_subagent() {
        DispatchDecision decision = decide(Mode.AUTO, "a related=c", "b", "c");

        assertThat(decision.assignments())
                .extracting(Assignment::tasks)
                .containsExactly(List.of("a", "c"), List.of("b"));
        assertThat(decision.mode()).isEqualTo(DispatchMode.PARALLEL);
        assertThat(decision.reasons()).anyMatch(reason -> reason.contains("a, c are related"));
        assertThat(decide(Mode.AUTO, "a related=b", "b related=c", "c").mode()).isEqualTo(DispatchMode.SINGLE);
    }

    @Test
    void independent_tasks_run_all_at_once() {
        DispatchDecision decision = decide(Mode.AUTO, "a writes=src/a/**", "b writes=src/b/**", "c");

        assertThat(decision.mode()).isEqualTo(DispatchMode.PARALLEL);
        assertThat(decision.waves()).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void what_depends_shares_or_overlaps_is_kept_apart_and_everything_else_stays_parallel() {
        DispatchDecision decision = decide(
                Mode.AUTO,
                "a writes=src/** shares=db",
                "b writes=src/x.txt",
                "c shares=db",
                "d after=c",
                "e",
                "f writes=docs/**");

        assertThat(decision.mode()).isEqualTo(DispatchMode.WAVES);
        assertThat(decision.waves()).containsExactly(List.of("a", "e", "f"), List.of("b", "c"), List.of("d"));
        assertThat(waits(decision, "b")).containsExactly(new Wait("a", Wait.Kind.WRITES, "src/x.txt"));
        assertThat(waits(decision, "c")).containsExactly(new Wait("a", Wait.Kind.LOCKS, "db"));
        assertThat(waits(decision, "d")).containsExactly(new Wait("c", Wait.Kind.NEEDS, ""));
    }

    @Test
    void only_a_task_that_does_not_say_what_it_writes_has_an_unknown_scope() {
        List<Task> tasks = List.of(ShortPlan.task("reads writes=nothing"), ShortPlan.task("silent"));

        assertThat(decide(Mode.AUTO, WorkspaceSpec.of("/project"), tasks).reasons())
                .filteredOn(reason -> reason.startsWith("Not said what they write"))
                .singleElement()
                .asString()
                .contains("silent")
                .doesNotContain("reads");
    }

    @Test
    void a_dependency_may_point_to_a_task_that_comes_later_in_the_plan() {
        assertThat(decide(Mode.AUTO, "a after=b", "b").waves()).containsExactly(List.of("b"), List.of("a"));
    }

    @Test
    void the_plan_may_overrule_the_flow() {
        assertThat(decide(Mode.SEQUENTIAL, "a", "b", "c").waves()).hasSize(3);
        assertThat(decide(Mode.SEQUENTIAL, "a", "b").mode()).isEqualTo(DispatchMode.SEQUENTIAL);
        assertThat(decide(Mode.PARALLEL, "a writes=x", "b writes=x").mode()).isEqualTo(DispatchMode.PARALLEL);
        assertThat(decide(Mode.PARALLEL, "a", "b after=a").waves()).hasSize(2);
    }

    @Test
    void many_writers_of_one_glob_wait_in_a_chain_and_not_for_each_other_all() {
        String[] tasks = new String[1_000];
        Arrays.setAll(tasks, i -> "t" + i + " writes=src/**");

        DispatchDecision decision = decide(Mode.AUTO, tasks);

        assertThat(decision.waves()).hasSize(1_000);
        assertThat(decision.assignments())
                .allMatch(assignment -> assignment.waits().size() <= 1);
    }

    private static List<Wait> waits(DispatchDecision decision, String lead) {
        return decision.assignments().stream()
                .filter(assignment -> assignment.lead().equals(lead))
                .findFirst()
                .orElseThrow()
                .waits();
    }

    private static DispatchDecision decide(Mode mode, String... tasks) {
        return decide(mode, null, Arrays.stream(tasks).map(ShortPlan::task).toList());
    }

    private static DispatchDecision decide(Mode mode, @Nullable WorkspaceSpec workspace, List<Task> tasks) {
        return DecisionFlow.decide(new Plan("test", null, workspace, 0, mode, tasks, SynthesisSpec.DEFAULT));
    }
}
