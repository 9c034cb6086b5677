package dev.stretto.subagents.git.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.overlap.RandomWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random work of up to eight tasks on a random project is merged, and git is asked about everything that is said of it. Takes as
 * many seeds as there is time for: {@code -Dstretto.fuzz.seconds=600 -Dstretto.fuzz.seed=1} for more, or for one that failed.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MergerFuzzTest {
    private static final int WORKS_AT_ONCE = 24;
    private static final int ONE_IN_A_CHECKOUT = 40;
    private static final int MOST_TASKS_FOR_ALL_SETS = 6;

    @TempDir
    Path temp;

    Path repository;
    Git git;

    private record Merged(RandomWork work, MergeResult result) {}

    @BeforeEach
    void repository() throws Exception {
        repository = Files.createDirectories(temp.toRealPath().resolve("fuzz"));
        Sandbox.sh(repository, """
                git init -q -b main; git config user.name U; git config user.email u@x
                git commit -q --allow-empty -m empty""");
        git = Git.in(repository);
    }

    @Test
    void what_is_said_of_a_merge_is_what_git_says() throws Exception {
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("stretto.fuzz.seconds", 15)).toNanos();
        long seed = Long.getLong("stretto.fuzz.seed", 1);
        Counts counts = new Counts();
        do {
            List<RandomWork> works = new ArrayList<>();
            for (int number = 0; number < WORKS_AT_ONCE; number++) {
                works.add(new RandomWork(seed++));
            }
            RandomWork.write(git, works);
            List<Merged> merged = merged(works, OnConflict.REPORT);
            mergedTasksGoTogetherJustSo(merged, counts);
            leftTasksCollide(merged, counts);
            nothingLargerGoesTogether(merged, counts);
            counts.cases += works.size();
        } while (System.nanoTime() < end);
        System.out.println("MergerFuzzTest, seeds to " + (seed - 1) + ": " + counts);
        assertThat(counts.replayed).isPositive();
        assertThat(counts.left).isPositive();
    }

    private static final class Counts {
        int cases;
        int replayed;
        int left;
        int byNames;
        int needing;
        int checkouts;
        int compared;
        int larger;

        @Override
        public String toString() {
            return cases + " works; " + replayed + " tasks merged as git merges them, " + left
                    + " left out that git can't merge either (" + byNames + " of them for names alike), " + needing
                    + " that need those; " + checkouts + " works done again in a checkout; " + compared
                    + " choices compared with all others (" + larger
                    + " where a larger set goes together, but not each part of it)";
        }
    }

    /** Two at a time, as a machine with two processors can. */
    private List<Merged> merged(List<RandomWork> works, OnConflict rule) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Merged>> open = new ArrayList<>();
            for (RandomWork work : works) {
                open.add(threads.submit(() -> merged(work, rule)));
            }
            List<Merged> merged = new ArrayList<>();
            for (Future<Merged> one : open) {
                merged.add(one.get());
            }
            return merged;
        }
    }

    private Merged merged(RandomWork work, OnConflict rule) throws Exception {
        try {
            return new Merged(
                    work,
                    new BranchMerger()
                            .merge(
                                    "run" + work.seed,
                                    new PinnedBase(repository.toString(), work.baseCommit, null, null),
                                    work.branches,
                                    overlaps(work),
                                    new MergeRules(rule, List.of()))
                            .result());
        } catch (GitException | RuntimeException e) {
            throw new AssertionError("seed " + work.seed, e);
        }
    }

    private static List<Overlap> overlaps(RandomWork work) {
        Map<String, List<String>> tasks = new TreeMap<>();
        work.tasks.forEach(task -> task.changed()
                .forEach(path -> tasks.computeIfAbsent(GitOutput.shown(path), key -> new ArrayList<>())
                        .add(task.id())));
        return tasks.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> Overlap.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void mergedTasksGoTogetherJustSo(List<Merged> all, Counts counts) throws GitException {
        Map<String, List<String>> history = history(all);
        List<TreeMerge.Pair> pairs = new ArrayList<>();
        List<String> trees = new ArrayList<>();
        List<String> seeds = new ArrayList<>();
        for (Merged one : all) {
            Map<String, String> mergeOf = new HashMap<>();
            String commit = one.result().commit();
            while (!commit.equals(one.work().baseCommit)) {
                List<String> fields = history.get(commit);
                assertThat(fields).as("seed %s", one.work().seed).hasSize(4);
                mergeOf.put(fields.get(3), commit);
                commit = fields.get(2);
            }
            String before = one.work().baseCommit;
            for (String task : one.result().merged()) {
                String theirs = branch(one.work(), task).commit();
                String merge = mergeOf.get(theirs);
                assertThat(merge).as("seed %s, task %s", one.work().seed, task).isNotNull();
                assertThat(history.get(merge).get(2)).isEqualTo(before);
                pairs.add(new TreeMerge.Pair(before, theirs));
                trees.add(history.get(merge).get(1));
                seeds.add("seed " + one.work().seed + ", task " + task);
                before = merge;
            }
            assertThat(before)
                    .as("seed %s", one.work().seed)
                    .isEqualTo(one.result().commit());
        }
        List<TreeMerge> merges = TreeMerge.all(git, pairs);
        for (int at = 0; at < merges.size(); at++) {
            assertThat(merges.get(at)).as(seeds.get(at)).isEqualTo(new TreeMerge.Clean(trees.get(at)));
        }
        counts.replayed += merges.size();
        for (Merged one : all) {
            if (one.work().seed % ONE_IN_A_CHECKOUT == 0) {
                doneAgainInACheckout(one);
                counts.checkouts++;
            }
        }
    }

    /** Each commit since the bases with its id, its tree and its parents. */
    private Map<String, List<String>> history(List<Merged> all) throws GitException {
        StringBuilder asked = new StringBuilder();
        all.forEach(one -> asked.append(one.result().commit())
                .append("\n^")
                .append(one.work().baseCommit)
                .append('\n'));
        Map<String, List<String>> history = new HashMap<>();
        git.fed(asked.toString())
                .run("rev-list", "--no-commit-header", "--format=%H %T %P", "--stdin")
                .lines()
                .forEach(line -> history.put(
                        line.substring(0, line.indexOf(' ')),
                        List.of(line.strip().split(" "))));
        return history;
    }

    private static BranchToMerge branch(RandomWork work, String task) {
        return work.branches.get(Integer.parseInt(task.substring(1)));
    }

    private void doneAgainInACheckout(Merged one) {
        StringBuilder script = new StringBuilder(
                "git worktree add -q -f --detach ../real " + one.work().baseCommit + "\ncd ../real\n");
        for (String task : one.result().merged()) {
            script.append("git merge -q --no-ff -m m ")
                    .append(branch(one.work(), task).commit())
                    .append(" >&2\n");
        }
        for (Conflict conflict : one.result().conflicts()) {
            String merge = "git merge -q --no-ff -m m "
                    + branch(one.work(), conflict.task()).commit();
            if (!conflict.paths().isEmpty() && !conflict.reason().contains(CollisionKind.CASE.inWords())) {
                script.append("if ").append(merge).append(" >&2; then echo ").append(conflict.task());
                // Where git breaks off with "BUG: merge-ort.c", as it does in some conflicts, its lock stays.
                script.append(" merges; fi; rm -f \"$(git rev-parse --git-path index.lock)\"; git reset -q --hard\n");
            }
        }
        script.append("git rev-parse HEAD^{tree}\ncd ../fuzz; git worktree remove -f ../real");
        String tree = Sandbox.sh(repository, "git rev-parse " + one.result().commit() + "^{tree}");
        assertThat(Sandbox.sh(repository, "exec 2> /dev/null\n" + script))
                .as("seed %s", one.work().seed)
                .isEqualTo(tree);
    }

    private void leftTasksCollide(List<Merged> all, Counts counts) throws GitException {
        List<TreeMerge.Pair> pairs = new ArrayList<>();
        List<Merged> whose = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (Merged one : all) {
            assertThat(one.result().merged().size() + one.result().conflicts().size())
                    .as("seed %s", one.work().seed)
                    .isEqualTo(one.work().tasks.size());
            for (Conflict conflict : one.result().conflicts()) {
                BranchToMerge branch = branch(one.work(), conflict.task());
                if (one.result().merged().containsAll(branch.needs())) {
                    pairs.add(new TreeMerge.Pair(one.result().commit(), branch.commit()));
                    whose.add(one);
                    conflicts.add(conflict);
                } else {
                    counts.needing++;
                }
            }
        }
        List<TreeMerge> merges = TreeMerge.all(git, pairs);
        for (int at = 0; at < merges.size(); at++) {
            RandomWork work = whose.get(at).work();
            Conflict conflict = conflicts.get(at);
            Set<String> paths = new TreeSet<>();
            if (merges.get(at) instanceof TreeMerge.GaveUp) {
                assertThat(conflict.reason()).startsWith("git gives up merging it");
                counts.left++;
                continue;
            }
            String tree = switch (merges.get(at)) {
                case TreeMerge.Clean clean -> clean.tree();
                case TreeMerge.Colliding colliding -> {
                    paths.addAll(colliding.shownPaths());
                    yield colliding.tree();
                }
                case TreeMerge.GaveUp gaveUp -> throw new AssertionError("left out before");
                case TreeMerge.Unrelated unrelated -> throw new AssertionError("unrelated");
            };
            List<RandomWork.Task> merged = whose.get(at).result().merged().stream()
                    .map(task -> work.tasks.get(Integer.parseInt(task.substring(1))))
                    .toList();
            RandomWork.Task task =
                    work.tasks.get(Integer.parseInt(conflict.task().substring(1)));
            boolean byGit = !paths.isEmpty();
            MergeTruth.namesAlike(git, work, merged, task, tree).forEach(name -> paths.add(GitOutput.shown(name)));
            assertThat(paths).as("seed %s, task %s", work.seed, task.id()).isNotEmpty();
            assertThat(conflict.paths())
                    .as("seed %s, task %s", work.seed, task.id())
                    .containsExactlyInAnyOrderElementsOf(paths);
            counts.left++;
            counts.byNames += byGit ? 0 : 1;
        }
    }

    private void nothingLargerGoesTogether(List<Merged> all, Counts counts) throws GitException {
        List<Merged> small = all.stream()
                .filter(one -> one.work().tasks.size() <= MOST_TASKS_FOR_ALL_SETS
                        && !one.result().conflicts().isEmpty())
                .toList();
        MergeTruth truth = new MergeTruth(git, small.stream().map(Merged::work).toList());
        for (Merged one : small) {
            int size = one.result().merged().size();
            assertThat(size)
                    .as("seed %s: %s", one.work().seed, one.result())
                    .isGreaterThanOrEqualTo(truth.largest(one.work()));
            counts.compared++;
            counts.larger += truth.largestAtAll(one.work()) > size ? 1 : 0;
        }
    }
}
