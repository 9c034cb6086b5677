package dev.stretto.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.ConcurrentAssignments.Beside;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConcurrentAssignmentsTest {

    @Test
    void only_those_are_beside_it_that_do_not_wait_for_it_nor_it_for_them_over_however_many_steps() {
        ConcurrentAssignments concurrent = ConcurrentAssignments.of(decision("a", "b<a", "c<b", "x", "y<x"), 0);

        assertThat(leads(concurrent.beside("a", 9))).containsExactly("x", "y");
        assertThat(leads(concurrent.beside("c", 9))).containsExactly("x", "y");
        assertThat(leads(concurrent.beside("y", 9))).containsExactly("a", "b", "c");
        assertThat(concurrent.together("a", "c")).isFalse();
        assertThat(concurrent.together("c", "x")).isTrue();
        assertThat(concurrent.together("a", "a")).isFalse();
    }

    @Test
    void where_one_attempt_is_in_progress_at_a_time_nobody_is_beside_another() {
        ConcurrentAssignments concurrent = ConcurrentAssignments.of(decision("a", "b"), 1);

        assertThat(concurrent.beside("a", 9).nearest()).isEmpty();
        assertThat(concurrent.together("a", "b")).isFalse();
    }

    @Test
    void of_many_the_nearest_are_named_and_the_rest_is_counted() {
        ConcurrentAssignments concurrent = ConcurrentAssignments.of(decision(numbered(10_000)), 0);

        assertThat(leads(concurrent.beside("t5000", 4))).containsExactly("t4998", "t4999", "t5001", "t5002");
        assertThat(leads(concurrent.beside("t0", 3))).containsExactly("t1", "t2", "t3");
        assertThat(concurrent.beside("t9999", 3).more()).isEqualTo(9_996);
        assertThat(concurrent.beside("t9999", 3).counted()).isTrue();
    }

    @Test
    void where_there_is_too_much_to_walk_only_what_is_certain_is_named() {
        String[] tasks = new String[20_000];
        Arrays.setAll(tasks, i -> "t" + i + (i < 2 ? "" : "<t" + (i - 2)));
        ConcurrentAssignments concurrent = ConcurrentAssignments.of(decision(tasks), 0);

        Beside beside = concurrent.beside("t10000", 5);

        assertThat(leads(beside)).containsExactly("t10001");
        assertThat(beside.counted()).isFalse();
        assertThat(concurrent.together("t10000", "t10001")).isTrue();
        assertThat(concurrent.together("t10000", "t10002")).isFalse();
        assertThat(concurrent.together("t0", "t19998")).isFalse();
    }

    @Test
    void it_agrees_with_trying_every_way_through_the_waits() {
        long seed = 20_240_517;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int size = 2 + random.nextInt(12);
            Map<String, Set<String>> before = new HashMap<>();
            String[] tasks = new String[size];
            for (int i = 0; i < size; i++) {
                Set<String> ancestors = new HashSet<>();
                List<String> direct = new ArrayList<>();
                for (int j = 0; j < i; j++) {
                    if (random.nextInt(5) == 0) {
                        direct.add("t" + j);
                        ancestors.add("t" + j);
                        ancestors.addAll(before.getOrDefault("t" + j, Set.of()));
                    }
                }
                before.put("t" + i, ancestors);
                tasks[i] = "t" + i + (direct.isEmpty() ? "" : "<" + String.join(",", direct));
            }
            ConcurrentAssignments concurrent = ConcurrentAssignments.of(decision(tasks), 0);
            for (String a : before.keySet()) {
                List<String> beside = leads(concurrent.beside(a, size));
                for (String b : before.keySet()) {
                    boolean expected = !a.equals(b)
                            && !before.getOrDefault(a, Set.of()).contains(b)
                            && !before.getOrDefault(b, Set.of()).contains(a);
                    assertThat(concurrent.together(a, b))
                            .as("seed %d, round %d: %s and %s of %s", seed, round, a, b, List.of(tasks))
                            .isEqualTo(expected);
                    assertThat(beside.contains(b)).isEqualTo(expected);
                }
            }
        }
    }

    private static List<String> leads(Beside beside) {
        return beside.nearest().stream().map(Assignment::lead).toList();
    }

    private static String[] numbered(int size) {
        return IntStream.range(0, size).mapToObj(i -> "t" + i).toArray(String[]::new);
    }

    /** A decision in short: each assignment's only task, then what it waits for. */
    private static DispatchDecision decision(String... assignments) {
        List<Assignment> all = Arrays.stream(assignments)
                .map(text -> text.split("<", -1))
                .map(parts -> new Assignment(parts[0], List.of(parts[0]), waits(parts)))
                .toList();
        return new DispatchDecision(DispatchMode.WAVES, List.of(), List.of(), all);
    }

    private static List<Wait> waits(String... parts) {
        return parts.length == 1
                ? List.of()
                : Arrays.stream(parts[1].split(",", -1))
                        .map(on -> new Wait(on, Wait.Kind.NEEDS, ""))
                        .toList();
    }
}
