package dev.stretto.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.ShortPlan;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CoChangesTest {
    private final List<Change> changes = new ArrayList<>();

    @Test
    void files_that_were_often_changed_together_are_a_warning_for_tasks_that_run_together() {
        changed(3, "ui/Form.java", "api/form.yaml");
        changed(1, "ui/Form.java");
        changed(10, "docs/a.md");

        assertThat(among("ui writes=ui/**", "api writes=api/**", "docs writes=docs/**"))
                .containsExactly(new CoChange("api", "api/form.yaml", "ui", "ui/Form.java", 3, 3, 0));
    }

    @Test
    void tasks_that_wait_for_each_other_are_no_concern() {
        changed(5, "a/x", "b/y");
        changed(10, "docs/a.md");

        assertThat(among("a writes=a/**", "b writes=b/**")).hasSize(1);
        assertThat(among("a writes=a/**", "b writes=b/** after=a")).isEmpty();
        assertThat(among("a writes=a/**", "b writes=b/** after=m", "m after=a")).isEmpty();
        assertThat(among("a writes=a/** related=b", "b writes=b/**", "c")).isEmpty();
    }

    @Test
    void twice_is_no_habit_and_a_file_that_is_mostly_changed_alone_is_not_coupled() {
        changed(2, "a/x", "b/y");
        changed(3, "a/p", "b/q");
        changed(4, "a/p");
        changed(4, "b/q");
        changed(30, "docs/a.md");

        assertThat(among("a writes=a/**", "b writes=b/**")).isEmpty();
    }

    @Test
    void a_file_that_is_part_of_almost_every_change_is_coupled_with_none() {
        changed(10, "a/x", "CHANGELOG.md");
        changed(10, "docs/a.md", "CHANGELOG.md");

        assertThat(among("a writes=a/**", "log writes=CHANGELOG.md")).isEmpty();
    }

    @Test
    void huge_changes_say_nothing_and_a_change_that_is_told_twice_counts_once() {
        String[] all = IntStream.range(0, CoChanges.HUGE)
                .mapToObj(i -> i % 2 == 0 ? "a/" + i : "b/" + i)
                .toArray(String[]::new);
        String[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = "a/one-too-many";
        changed(20, "docs/a.md");
        changed(5, more);
        assertThat(among("a writes=a/**", "b writes=b/**")).isEmpty();

        Change twice = new Change("the same", List.of("a/x", "b/y"));
        changes.addAll(List.of(twice, twice, twice));
        assertThat(among("a writes=a/**", "b writes=b/**")).isEmpty();

        changed(5, all);
        assertThat(among("a writes=a/**", "b writes=b/**"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.morePairs()).isPositive());
    }

    @Test
    void a_task_that_does_not_say_what_it_writes_is_not_warned_of() {
        changed(5, "a/x", "b/y");
        changed(10, "docs/a.md");

        assertThat(among("a writes=a/**", "b")).isEmpty();
    }

    private void changed(int times, String... files) {
        for (int i = 0; i < times; i++) {
            changes.add(new Change("commit " + changes.size(), List.of(files)));
        }
    }

    private List<CoChange> among(String... tasks) {
        Plan plan = ShortPlan.of(Mode.AUTO, 0, tasks);
        return CoChanges.among(plan, DecisionFlow.decide(plan), changes);
    }
}
