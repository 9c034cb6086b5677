package dev.stretto.engine.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.SynthesisSpec.Search;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CulpritSearchTest {
    private static final Search LIMITS = new Search(1_000, 1, Duration.ofHours(1));
    private static final int RANDOM_CASES = 500;

    @Test
    void a_pair_among_sixteen_is_found_in_at_most_twelve_trials_wherever_it_is() {
        for (int a = 0; a < 16; a++) {
            for (int b = 0; b < a; b++) {
                Set<String> pair = Set.of("t" + a, "t" + b);

                World world = new World(tasks(16), LIMITS, subset -> subset.containsAll(pair));
                Culprits culprits = world.search();

                assertThat(culprits.sets()).containsExactly(List.of("t" + b, "t" + a));
                assertThat(culprits.kept()).hasSize(15).contains("t" + b).doesNotContain("t" + a);
                assertThat(culprits.trials()).as("%s and %s", b, a).isLessThanOrEqualTo(12);
                assertThat(culprits.complete()).isTrue();
            }
        }
    }

    @Test
    void a_single_task_that_breaks_the_whole_is_found() {
        Culprits culprits = new World(tasks(16), LIMITS, subset -> subset.contains("t5")).search();

        assertThat(culprits.sets()).containsExactly(List.of("t5"));
        assertThat(culprits.kept()).hasSize(15).doesNotContain("t5");
    }

    @Test
    void a_verification_that_fails_by_chance_has_no_culprits_once_it_was_seen_to_do_so() {
        int named = 0;
        int seen = 0;
        for (int seed = 0; seed < RANDOM_CASES; seed++) {
            Random coin = new Random(seed);
            Culprits culprits = new World(tasks(8), LIMITS, subset -> coin.nextBoolean()).search();
            if (!culprits.flaky().isEmpty()) {
                seen++;
                named += culprits.sets().isEmpty() ? 0 : 1;
                assertThat(culprits.repeats()).isGreaterThanOrEqualTo(10);
            }
        }
        System.out.printf("of %d searches that saw a flaky verification, %d named a culprit%n", seen, named);
        assertThat(seen).isGreaterThan(RANDOM_CASES / 4);
        assertThat(named).isLessThan(seen / 50);
    }

    @Test
    void a_task_that_always_breaks_it_is_named_although_the_verification_is_flaky_and_so_is_how_often_it_failed() {
        int named = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random chance = new Random(seed);
            Culprits culprits =
                    new World(tasks(6), LIMITS, subset -> subset.contains("t3") || chance.nextInt(4) == 0).search();
            if (culprits.sets().contains(List.of("t3"))) {
                named++;
                assertThat(culprits.repeats())
                        .isGreaterThanOrEqualTo(culprits.flaky().isEmpty() ? 2 : 10);
            }
        }
        assertThat(named).isGreaterThan(80);
    }

    @Test
    void what_was_left_out_because_of_a_culprit_comes_in() {
        SearchSpace space = new SearchSpace(
                tasks(4), List.of("t0", "t2", "t3"), List.of(Set.of("t0", "t1"), Set.of("t1", "t2", "t3")));

        assertThat(new World(space, LIMITS, subset -> subset.contains("t0"))
                        .search()
                        .kept())
                .as("in place of a culprit, and not of as many that pass")
                .containsExactly("t2", "t3");
        assertThat(new World(space, LIMITS, subset -> subset.contains("t0") || subset.contains("t3"))
                        .search()
                        .kept())
                .containsExactly("t2", "t1");
    }

    @Test
    void what_was_left_out_and_fails_as_well_is_a_culprit_too() {
        SearchSpace space = new SearchSpace(tasks(3), List.of("t0", "t2"), List.of(Set.of("t0", "t1")));

        Culprits culprits = new World(space, LIMITS, subset -> subset.contains("t0") || subset.contains("t1")).search();

        assertThat(culprits.sets()).containsExactly(List.of("t0"), List.of("t1"));
        assertThat(culprits.kept()).containsExactly("t2");
    }

    @Test
    void what_cannot_be_merged_without_others_is_left_out_and_not_blamed() {
        World world = new World(tasks(4), LIMITS, subset -> subset.contains("t1"));
        world.unmergeable = subset -> subset.contains("t2") && !subset.contains("t1");

        Culprits culprits = world.search();

        assertThat(culprits.sets()).containsExactly(List.of("t1"));
        assertThat(culprits.kept()).containsExactly("t0", "t3");
        assertThat(culprits.trials()).isEqualTo((int) world.ended.stream()
                .filter(result -> result.verification() != null)
                .map(result -> Set.copyOf(result.trial().tasks()))
                .filter(subset -> subset.size() < 4)
                .distinct()
                .count());
    }

    @Test
    void a_task_alone_that_fails_leaves_nothing() {
        Culprits culprits = new World(tasks(1), LIMITS, subset -> subset.contains("t0")).search();

        assertThat(culprits.sets()).containsExactly(List.of("t0"));
        assertThat(culprits.kept()).isEmpty();
        assertThat(culprits.baseFails()).isFalse();
    }

    @Test
    void where_the_base_fails_nobody_is_blamed() {
        Culprits culprits = new World(tasks(8), LIMITS, subset -> true).search();

        assertThat(culprits.baseFails()).isTrue();
        assertThat(culprits.sets()).isEmpty();
    }

    @Test
    void a_subset_that_passes_the_second_time_is_flaky_and_whole() {
        World world = new World(tasks(4), LIMITS, subset -> false);
        Culprits culprits = world.search();

        assertThat(culprits.flaky()).containsExactly(List.of("t0", "t1", "t2", "t3"));
        assertThat(culprits.kept()).hasSize(4);
        assertThat(culprits.sets()).isEmpty();
        assertThat(world.asked).containsExactly(new Trial(List.of("t0", "t1", "t2", "t3"), 2));
    }

    @Test
    void a_verification_that_fails_every_first_time_hides_no_culprit() {
        Set<String> pair = Set.of("t3", "t11");
        World world = new World(tasks(16), LIMITS, subset -> subset.containsAll(pair));
        world.flaky = subset -> true;

        Culprits culprits = world.search();

        assertThat(culprits.sets()).containsExactly(List.of("t3", "t11"));
        assertThat(culprits.kept()).hasSize(15);
        assertThat(culprits.flaky()).isNotEmpty();
    }

    @Test
    void several_culprits_are_found_one_after_the_other_and_as_few_tasks_as_possible_are_left_out() {
        List<Set<String>> wrong = List.of(Set.of("t1", "t9"), Set.of("t9", "t12"), Set.of("t4"));
        Culprits culprits =
                new World(tasks(16), LIMITS, subset -> wrong.stream().anyMatch(subset::containsAll)).search();

        assertThat(culprits.sets()).contains(List.of("t4")).hasSizeGreaterThan(1);
        assertThat(culprits.kept()).hasSize(14).doesNotContain("t9", "t4");
    }

    @Test
    void a_task_is_never_verified_without_what_it_builds_on() {
        List<Choosable> tasks = new ArrayList<>(tasks(8));
        tasks.set(5, new Choosable("t5", List.of("t2"), 1));
        tasks.set(7, new Choosable("t7", List.of("t5"), 1));
        World world = new World(tasks, LIMITS, subset -> subset.containsAll(Set.of("t0", "t5")));

        Culprits culprits = world.search();

        assertThat(culprits.sets()).containsExactly(List.of("t0", "t5"));
        assertThat(culprits.kept()).hasSize(7).doesNotContain("t0");
        assertThat(world.asked).allSatisfy(trial -> {
            assertThat(!trial.tasks().contains("t5") || trial.tasks().contains("t2"))
                    .isTrue();
            assertThat(!trial.tasks().contains("t7") || trial.tasks().contains("t5"))
                    .isTrue();
        });
    }

    @Test
    void the_limit_of_trials_ends_it_with_the_most_that_is_known_to_pass() {
        Search few = new Search(5, 1, Duration.ofHours(1));
        World world = new World(tasks(64), few, subset -> subset.containsAll(Set.of("t40", "t50")));

        Culprits culprits = world.search();

        assertThat(culprits.complete()).isFalse();
        assertThat(world.asked).hasSize(5);
        assertThat(culprits.kept()).hasSize(48);
    }

    @Test
    void the_limit_of_time_ends_it_too() {
        Search short_ = new Search(1_000, 1, Duration.ofSeconds(3));
        World world = new World(tasks(64), short_, subset -> subset.containsAll(Set.of("t40", "t50")));

        assertThat(world.search().complete()).isFalse();
        assertThat(world.asked).hasSize(3);
    }

    @Test
    void whatever_fails_what_is_kept_has_passed_and_each_culprit_fails_and_is_smallest() {
        for (long seed = 1; seed <= RANDOM_CASES; seed++) {
            Random random = new Random(seed);
            int count = 1 + random.nextInt(12);
            List<Set<String>> wrong = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                Set<String> set = new HashSet<>();
                for (int j = 0; j <= random.nextInt(3); j++) {
                    set.add("t" + random.nextInt(count));
                }
                wrong.add(set);
            }
            Search limits = new Search(1_000, 1 + random.nextInt(4), Duration.ofHours(9));
            World world =
                    new World(tasks(count), limits, subset -> wrong.stream().anyMatch(subset::containsAll));
            world.flaky = subset -> random.nextInt(3) == 0;

            Culprits culprits = world.search();

            assertThat(world.fails.test(Set.copyOf(culprits.kept())))
                    .as("seed " + seed)
                    .isFalse();
            assertThat(culprits.sets()).as("seed " + seed).allSatisfy(set -> {
                assertThat(wrong.stream().anyMatch(set::containsAll)).isTrue();
                set.forEach(task -> {
                    Set<String> fewer = new HashSet<>(set);
                    fewer.remove(task);
                    assertThat(world.fails.test(fewer)).isFalse();
                });
            });
            assertThat(culprits.kept())
                    .as("seed " + seed)
                    .hasSize(LargestWhole.among(tasks(count), wrong).kept().size());
        }
    }

    @Test
    void with_room_for_more_trials_it_takes_fewer_rounds() {
        Set<String> pair = Set.of("t3", "t11");
        World one = new World(tasks(16), LIMITS, subset -> subset.containsAll(pair));
        World four =
                new World(tasks(16), new Search(1_000, 4, Duration.ofHours(1)), subset -> subset.containsAll(pair));

        assertThat(four.search().sets()).isEqualTo(one.search().sets());

        assertThat(four.rounds).isLessThan(one.rounds * 3 / 4);
        assertThat(four.most).isLessThanOrEqualTo(4);
    }

    @Test
    void prints_how_many_trials_it_takes() {
        System.out.println(
                "trials for a pair that breaks the whole, on average; runs count repeated ones and the first");
        System.out.printf("%6s %8s %8s %12s %12s%n", "tasks", "trials", "runs", "one by one", "bisection");
        for (int count : new int[] {4, 16, 64}) {
            int trials = 0;
            int runs = 0;
            int cases = 0;
            int step = Math.max(1, count / 16);
            for (int a = 0; a < count; a++) {
                for (int b = a % step; b < a; b += step) {
                    Set<String> pair = Set.of("t" + a, "t" + b);
                    Culprits culprits = new World(tasks(count), LIMITS, subset -> subset.containsAll(pair)).search();
                    trials += culprits.trials();
                    runs += culprits.runs();
                    cases++;
                }
            }
            System.out.printf(
                    "%6d %8.1f %8.1f %12d %12s%n",
                    count, 1.0 * trials / cases, 1.0 * runs / cases, count + 1, bisected(count));
            assertThat(trials / cases).isLessThanOrEqualTo(2 * log2(count) + 4);
        }
    }

    /** Plain bisection ends at one task, and does not tell that another one is part of it. */
    private static String bisected(int count) {
        return log2(count) + 1 + " (1 of 2)";
    }

    private static int log2(int count) {
        return 31 - Integer.numberOfLeadingZeros(count);
    }

    private static List<Choosable> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Choosable("t" + i, List.of(), 1))
                .toList();
    }

    /** Verifies subsets in no time. The subset of all has failed once. */
    private static final class World {
        private final SearchSpace space;
        private final Search limits;
        private final Predicate<Set<String>> fails;
        private Predicate<Set<String>> flaky = subset -> false;
        private Predicate<Set<String>> unmergeable = subset -> false;
        private final List<TrialResult> ended = new ArrayList<>();
        private final Set<Trial> underWay = new LinkedHashSet<>();
        private final List<Trial> asked = new ArrayList<>();
        private final Map<Set<String>, Boolean> hiccups = new HashMap<>();
        private int rounds;
        private int most;

        World(List<Choosable> tasks, Search limits, Predicate<Set<String>> fails) {
            this(SearchSpace.of(tasks), limits, fails);
        }

        World(SearchSpace space, Search limits, Predicate<Set<String>> fails) {
            this.space = space;
            this.limits = limits;
            this.fails = fails;
        }

        Culprits search() {
            while (true) {
                switch (CulpritSearch.next(space, limits, ended, underWay)) {
                    case CulpritSearch.Found found -> {
                        return found.culprits();
                    }
                    case CulpritSearch.Ask ask -> {
                        assertThat(asked).doesNotContainAnyElementsOf(ask.trials());
                        asked.addAll(ask.trials());
                        underWay.addAll(ask.trials());
                        most = Math.max(most, underWay.size());
                        assertThat(underWay).as("it waits for nothing").isNotEmpty();
                        rounds++;
                        List.copyOf(underWay).forEach(this::end);
                    }
                }
            }
        }

        private void end(Trial trial) {
            Set<String> subset = Set.copyOf(trial.tasks());
            if (unmergeable.test(subset)) {
                underWay.remove(trial);
                ended.add(TrialResult.unmergeable(trial));
                return;
            }
            boolean hiccup = trial.run() == 1 && hiccups.computeIfAbsent(subset, flaky::test);
            boolean passed = !hiccup && !fails.test(subset);
            Instant start = Instant.EPOCH;
            Verification verification =
                    new Verification(List.of("true"), passed ? 0 : 1, passed, null, null, start, start.plusSeconds(1));
            underWay.remove(trial);
            ended.add(new TrialResult(trial, "c" + subset, "t" + subset, List.of(), verification, false));
        }
    }
}
