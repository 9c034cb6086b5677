package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.LargestWhole;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.overlap.Neighbours;
import dev.stretto.subagents.git.remedy.Remedy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Merges the most tasks that go together. What is known to conflict set decides which these are; where a choice collides all the same, since
 * some tasks go together by twos but not all at once, a smallest set of them that does is one more conflict set, and it is chosen again.
 */
final class MergeChoice {
    private static final int MOST_ROUNDS = 25;
    private static final int MOST_SEARCHES = 100;

    private final Merging merging;
    private final Neighbours neighbours;
    private final KnownConflictSets conflictSets;
    private final String ref;
    private MergeSequence best;
    private boolean proven;
    private int searches;

    /** @param plain what has come of merging all in plan order */
    MergeChoice(
            Merging merging, Neighbours neighbours, KnownConflictSets conflictSets, String ref, MergeSequence plain) {
        this.merging = merging;
        this.neighbours = neighbours;
        this.conflictSets = conflictSets;
        this.ref = ref;
        this.best = plain;
    }

    MergeSequence made() throws GitException {
        for (int round = 0; round < MOST_ROUNDS && searches < MOST_SEARCHES; round++) {
            LargestWhole.Choice choice = LargestWhole.among(
                    merging.branches().stream().map(BranchToMerge::choosable).toList(), conflictSets.sets());
            List<BranchToMerge> kept =
                    choice.kept().stream().map(merging::branch).toList();
            MergeSequence attempt = new MergeSequence(merging, merging.branches(), ref);
            attempt.takeAll(kept, Remedy.NONE);
            boolean complete = attempt.merged().size() == kept.size();
            // As much by chance is no better: only what was chosen, and came out so, keeps the earliest tasks.
            if (weight(attempt) > weight(best) || (complete && weight(attempt) == weight(best))) {
                best = attempt;
            }
            if (complete) {
                proven = choice.proven() && best == attempt;
                return best;
            }
            for (String task : attempt.met()) {
                if (searches < MOST_SEARCHES) {
                    learn(merging.branch(task), attempt);
                }
            }
        }
        return best;
    }

    private int weight(MergeSequence sequence) {
        return sequence.merged().stream()
                .mapToInt(task -> merging.branch(task).weight())
                .sum();
    }

    private void learn(BranchToMerge colliding, MergeSequence attempt) throws GitException {
        searches++;
        SmallestConflictSet search = new SmallestConflictSet(merging, ref, colliding);
        List<BranchToMerge> merged =
                attempt.merged().stream().map(merging::branch).toList();
        List<BranchToMerge> near = merged.stream()
                .filter(branch -> neighbours.areNeighbours(branch.task(), colliding.task()))
                .toList();
        List<BranchToMerge> smallest = search.among(search.collidesWith(near) ? near : merged);
        if (!search.collidesWith(smallest)) {
            // Then it is known at least that it does not go with everything that it was tried with.
            smallest = merged;
        }
        List<BranchToMerge> all = new ArrayList<>(smallest);
        all.add(colliding);
        Set<String> tasks = new HashSet<>(all.stream().map(BranchToMerge::task).toList());
        conflictSets.add(tasks, search.where(smallest));
    }

    /** True if no other choice leaves out fewer tasks, by all that is known to conflict set. */
    boolean proven() {
        return proven;
    }
}
