package dev.stretto.subagents.git.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who took what in, compared with what the words say: looked up for each commit by itself, however slowly. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakenInTest {
    private static final int HISTORIES = 2000;

    @TempDir
    Path temp;

    private final Map<String, List<String>> parents = new LinkedHashMap<>();
    private final Map<String, LoggedCommit.Taking> merges = new HashMap<>();

    @Test
    void in_any_history_the_first_merge_that_reaches_a_commit_took_it_in() {
        long seed = System.nanoTime();
        for (int number = 0; number < HISTORIES; number++) {
            makeHistory(new Random(seed + number), 2 + number % 30);
            String tip = List.copyOf(parents.keySet()).getLast();

            TakenIn taken = TakenIn.into(tip, parents, merges);

            for (String commit : reachable(tip)) {
                assertThat(taken.by(commit))
                        .as("%s in %s with merges %s, seed %d", commit, parents, merges.keySet(), seed + number)
                        .isEqualTo(expected(commit, tip, Optional.empty()));
            }
        }
    }

    @Test
    void merges_within_merges_may_go_as_deep_as_they_like() {
        int depth = 100_000;
        parents.put("base", List.of());
        for (int at = 1; at <= depth; at++) {
            parents.put("own" + at, List.of("base"));
            parents.put("pull" + at, List.of("own" + at, at == 1 ? "base" : "pull" + (at - 1)));
        }
        merges.put("pull3", new LoggedCommit.Taking(merge("pull3"), true));

        TakenIn taken = TakenIn.into("pull" + depth, parents, merges);

        assertThat(taken.by("own2")).hasValue(merge("pull3"));
        assertThat(taken.by("own3")).isEmpty();
        assertThat(taken.by("base")).isEmpty();
    }

    @Test
    void the_history_is_read_back_to_the_first_of_the_merges() throws Exception {
        Sandbox sandbox = Sandbox.in(temp);
        String message = Commits.message("Merge", "01run", "one", 1);
        sandbox.sh("git switch -qc work; git commit -q --allow-empty -m Own; git switch -q main;"
                + " git merge -q --no-ff -m '" + message + "' work;"
                + " for n in 1 2 3 4 5 6 7 8 9; do git commit -q --allow-empty -m later$n; done");
        Git git = Git.in(sandbox.repository);
        String tip = sandbox.head();

        for (int firstLook : List.of(1, 5, 8, 9, 10, 11, 1000)) {
            TakenIn taken = TakenIn.into(git, tip, firstLook);

            assertThat(taken.by(sandbox.sh("git rev-parse work")))
                    .as("from %d commits back on", firstLook)
                    .hasValue(new LineSource.Merge(sandbox.sh("git rev-parse main~9"), "01run", "one", 1));
            assertThat(taken.by(sandbox.sh("git rev-parse main~10"))).isEmpty();
        }
    }

    private void makeHistory(Random random, int size) {
        parents.clear();
        merges.clear();
        List<String> made = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            Set<String> before = new HashSet<>();
            int wanted = random.nextInt(4);
            for (int i = 0; i < wanted && !made.isEmpty(); i++) {
                before.add(made.get(made.size() - 1 - random.nextInt(Math.min(made.size(), 6))));
            }
            String commit = "c" + number;
            parents.put(commit, List.copyOf(before));
            if (before.size() > 1 && random.nextBoolean()) {
                merges.put(commit, new LoggedCommit.Taking(merge(commit), random.nextBoolean()));
            }
            made.add(commit);
        }
    }

    private static LineSource.Merge merge(String commit) {
        return new LineSource.Merge(commit, "run", "task", 1);
    }

    /** The definition: on the line of first parents, the first commit that reaches it; if another parent did, go on there. */
    private Optional<LineSource.Merge> expected(String commit, String tip, Optional<LineSource.Merge> outer) {
        String first = tip;
        while (true) {
            List<String> before = parents.getOrDefault(first, List.of());
            if (before.isEmpty() || !reachable(before.getFirst()).contains(commit)) {
                break;
            }
            first = before.getFirst();
        }
        if (first.equals(commit)) {
            return outer;
        }
        LoggedCommit.Taking taking = merges.get(first);
        boolean counts = taking != null && (taking.strettos() || outer.isEmpty());
        Optional<LineSource.Merge> inner = counts ? Optional.of(taking.merge()) : outer;
        List<String> before = parents.getOrDefault(first, List.of());
        for (String side : before.subList(1, before.size())) {
            if (reachable(side).contains(commit)) {
                return expected(commit, side, inner);
            }
        }
        throw new IllegalStateException(first + " does not reach " + commit);
    }

    private Set<String> reachable(String tip) {
        Set<String> reached = new HashSet<>();
        List<String> waiting = new ArrayList<>(List.of(tip));
        while (!waiting.isEmpty()) {
            String commit = waiting.removeLast();
            if (reached.add(commit)) {
                waiting.addAll(parents.getOrDefault(commit, List.of()));
            }
        }
        return reached;
    }
}
