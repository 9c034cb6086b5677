package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.overlap.Neighbours;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Finds out which tasks don't go together two by two. What git writes on the way is thrown away. */
final class PairTests {
    /** How many pairs are tested for one result at most; ten seconds or so. */
    static final int MOST = 5_000;

    private static final int AT_ONCE = 250;

    /** Two tasks, the one that comes first in the plan before the other. */
    record TaskPair(BranchToMerge first, BranchToMerge second) {
        private TreeMerge.Pair commits() {
            return new TreeMerge.Pair(first.commit(), second.commit());
        }

        private List<String> tasks() {
            return List.of(first.task(), second.task());
        }
    }

    private final Merging merging;
    private final Neighbours neighbours;
    private final KnownConflictSets conflictSets;
    private final int most;
    private final Set<Set<String>> tested = new HashSet<>();
    private boolean complete = true;

    PairTests(Merging merging, Neighbours neighbours, KnownConflictSets conflictSets, int most) {
        this.merging = merging;
        this.neighbours = neighbours;
        this.conflictSets = conflictSets;
        this.most = most;
    }

    /** Tests each of some tasks with each of others, as far as they may collide, and as long as there is room. */
    void test(List<BranchToMerge> some, List<BranchToMerge> others) throws GitException {
        List<TaskPair> pairs = new ArrayList<>();
        for (BranchToMerge one : some) {
            for (BranchToMerge other : others) {
                if (mayCollide(one, other)) {
                    if (tested.size() >= most) {
                        complete = false;
                    } else if (tested.add(Set.of(one.task(), other.task()))) {
                        pairs.add(inOrder(one, other));
                    }
                }
            }
        }
        List<TreeMerge> found = merged(pairs);
        for (int at = 0; at < pairs.size(); at++) {
            switch (found.get(at)) {
                case TreeMerge.Colliding colliding ->
                    conflictSets.add(pairs.get(at).tasks(), colliding.paths());
                case TreeMerge.GaveUp gaveUp -> conflictSets.add(pairs.get(at).tasks(), List.of());
                case TreeMerge.Clean clean -> {}
                case TreeMerge.Unrelated unrelated -> {}
            }
        }
    }

    private boolean mayCollide(BranchToMerge one, BranchToMerge other) {
        Histories histories = merging.histories();
        return neighbours.areNeighbours(one.task(), other.task())
                && histories.related(one.commit())
                && histories.related(other.commit())
                && !histories.since(one.commit()).contains(other.commit())
                && !histories.since(other.commit()).contains(one.commit());
    }

    private TaskPair inOrder(BranchToMerge one, BranchToMerge other) {
        boolean before = merging.position(one.task()) < merging.position(other.task());
        return before ? new TaskPair(one, other) : new TaskPair(other, one);
    }

    private List<TreeMerge> merged(List<TaskPair> pairs) throws GitException {
        List<TreeMerge> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<TreeMerge>>> batches = new ArrayList<>();
            for (int from = 0; from < pairs.size(); from += AT_ONCE) {
                List<TaskPair> batch = pairs.subList(from, Math.min(pairs.size(), from + AT_ONCE));
                batches.add(threads.submit(() -> batch(batch)));
            }
            for (Future<List<TreeMerge>> batch : batches) {
                all.addAll(batch.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitException.notEnded(merging.git().directory(), List.of("merge-tree"), "was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GitException failed) {
                throw failed;
            }
            throw GitException.notEnded(
                    merging.git().directory(), List.of("merge-tree"), "could not be run: " + e.getCause(), e);
        }
    }

    private List<TreeMerge> batch(List<TaskPair> pairs) throws GitException, IOException {
        try (Quarantine quarantine = Quarantine.of(merging.repository())) {
            Git git = quarantine.around(merging.git());
            List<TreeMerge> plain =
                    TreeMerge.all(git, pairs.stream().map(TaskPair::commits).toList());
            List<TreeMerge> found = new ArrayList<>();
            for (int at = 0; at < pairs.size(); at++) {
                TaskPair pair = pairs.get(at);
                found.add(merging.withNames(
                        git,
                        plain.get(at),
                        List.of(pair.first().task()),
                        pair.second().task()));
            }
            return found;
        }
    }

    /** False if there were more pairs to test than there was room for. */
    boolean complete() {
        return complete;
    }
}
