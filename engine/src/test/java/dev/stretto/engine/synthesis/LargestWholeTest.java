package dev.stretto.engine.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.synthesis.LargestWhole.Choice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LargestWholeTest {
    private static final int RANDOM_CASES = 1_000;

    @Test
    void without_conflict_sets_everything_is_kept() {
        assertThat(LargestWhole.among(tasks(4), List.of()).kept()).containsExactly("t0", "t1", "t2", "t3");
    }

    @Test
    void one_task_that_conflict_sets_with_many_is_left_out_though_it_comes_first() {
        Choice choice =
                LargestWhole.among(tasks(4), List.of(Set.of("t0", "t1"), Set.of("t0", "t2"), Set.of("t0", "t3")));

        assertThat(choice.kept()).containsExactly("t1", "t2", "t3");
        assertThat(choice.left()).containsExactly("t0");
        assertThat(choice.proven()).isTrue();
    }

    @Test
    void of_two_that_conflict_set_the_earlier_is_kept() {
        assertThat(LargestWhole.among(tasks(2), List.of(Set.of("t1", "t0"))).kept())
                .containsExactly("t0");
    }

    @Test
    void what_builds_on_a_task_that_is_left_out_counts_as_left_out_too() {
        List<Choosable> tasks = List.of(
                new Choosable("a", List.of(), 1),
                new Choosable("b", List.of("a"), 1),
                new Choosable("c", List.of("b"), 1),
                new Choosable("d", List.of(), 1));

        assertThat(LargestWhole.among(tasks, List.of(Set.of("a", "d"))).kept()).containsExactly("a", "b", "c");
        assertThat(LargestWhole.among(tasks, List.of(Set.of("a"))).kept()).containsExactly("d");
    }

    @Test
    void a_task_that_stands_for_several_weighs_as_much() {
        List<Choosable> tasks = List.of(new Choosable("a", List.of(), 1), new Choosable("b", List.of(), 3));

        assertThat(LargestWhole.among(tasks, List.of(Set.of("a", "b"))).kept()).containsExactly("b");
    }

    @Test
    void a_hundred_tasks_of_which_no_two_go_together_leave_one_and_that_is_the_first() {
        List<Set<String>> conflictSets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < i; j++) {
                conflictSets.add(Set.of("t" + i, "t" + j));
            }
        }

        assertThat(LargestWhole.among(tasks(100), conflictSets).kept()).containsExactly("t0");
    }

    @Test
    @Timeout(60)
    void what_would_take_years_to_prove_is_chosen_in_a_moment_and_always_alike() {
        Random random = new Random(7);
        Set<Set<String>> conflictSets = new LinkedHashSet<>();
        while (conflictSets.size() < 5_000) {
            Set<String> conflictSet = new HashSet<>();
            int size = random.nextInt(4) > 0 ? 2 : 3;
            while (conflictSet.size() < size) {
                conflictSet.add("t" + random.nextInt(1_000));
            }
            conflictSets.add(conflictSet);
        }

        Choice choice = LargestWhole.among(tasks(1_000), conflictSets);

        assertThat(choice.proven()).isFalse();
        assertThat(choice.kept()).hasSizeGreaterThan(250);
        assertThat(conflictSets).noneMatch(choice.kept()::containsAll);
        assertThat(LargestWhole.among(tasks(1_000), conflictSets)).isEqualTo(choice);
    }

    @Test
    void what_can_not_be_kept_at_all_costs_nothing_where_others_conflict_set() {
        List<Choosable> tasks = List.of(
                new Choosable("a", List.of(), 1),
                new Choosable("b", List.of("a"), 3),
                new Choosable("c", List.of(), 2));

        assertThat(LargestWhole.among(tasks, List.of(Set.of("a", "c"), Set.of("b")))
                        .kept())
                .containsExactly("c");
    }

    @Test
    void no_choice_leaves_out_fewer_and_of_equal_ones_the_earliest_tasks_are_kept() {
        for (long seed = 1; seed <= RANDOM_CASES; seed++) {
            Random random = new Random(seed);
            List<Choosable> tasks = randomTasks(random);
            List<Set<String>> conflictSets = randomConflictSets(random, tasks.size());

            Choice choice = LargestWhole.among(tasks, conflictSets);

            assertThat(choice.proven()).isTrue();
            assertThat(new HashSet<>(choice.kept())).as("seed " + seed).isEqualTo(best(tasks, conflictSets));
        }
    }

    /** By looking at every subset. */
    private static Set<String> best(List<Choosable> tasks, List<Set<String>> conflictSets) {
        Set<String> best = Set.of();
        int most = -1;
        int mask = 0;
        for (int subset = 0; subset < 1 << tasks.size(); subset++) {
            // The highest bit is the first task, so that a larger number is one that keeps earlier tasks.
            Set<String> kept = new HashSet<>();
            int weight = 0;
            for (int i = 0; i < tasks.size(); i++) {
                if ((subset >> (tasks.size() - 1 - i) & 1) == 1) {
                    kept.add(tasks.get(i).task());
                    weight += tasks.get(i).weight();
                }
            }
            boolean closed =
                    tasks.stream().allMatch(task -> !kept.contains(task.task()) || kept.containsAll(task.needs()));
            if (closed && conflictSets.stream().noneMatch(kept::containsAll) && weight >= most) {
                if (weight > most || subset > mask) {
                    best = kept;
                    most = weight;
                    mask = subset;
                }
            }
        }
        return best;
    }

    private static List<Choosable> randomTasks(Random random) {
        List<Choosable> tasks = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            List<String> needs = i > 0 && random.nextInt(4) == 0 ? List.of("t" + random.nextInt(i)) : List.of();
            tasks.add(new Choosable("t" + i, needs, 1 + random.nextInt(2)));
        }
        return tasks;
    }

    private static List<Set<String>> randomConflictSets(Random random, int tasks) {
        List<Set<String>> conflictSets = new ArrayList<>();
        for (int i = 0; i < random.nextInt(8); i++) {
            Set<String> conflictSet = new HashSet<>();
            for (int j = 0; j < 1 + random.nextInt(3); j++) {
                conflictSet.add("t" + random.nextInt(tasks));
            }
            conflictSets.add(conflictSet);
        }
        return conflictSets;
    }

    private static List<Choosable> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Choosable("t" + i, List.of(), 1))
                .toList();
    }
}
