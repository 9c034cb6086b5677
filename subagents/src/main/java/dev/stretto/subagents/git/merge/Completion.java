package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.remedy.Remedy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes sure that everything that is left out of a result really collides with it. */
final class Completion {
    private final Merging merging;
    private final Remedy remedy;

    Completion(Merging merging, Remedy remedy) {
        this.merging = merging;
        this.remedy = remedy;
    }

    /**
     * Merges what goes together with the result after all.
     *
     * @return where the others collide with it; those that build on something that is left out are not among them
     */
    Map<String, TreeMerge.Colliding> of(MergeSequence sequence) throws GitException {
        Map<String, TreeMerge.Colliding> collisions = new LinkedHashMap<>();
        int before;
        do {
            before = sequence.merged().size();
            collisions.clear();
            List<BranchToMerge> open = merging.branches().stream()
                    .filter(branch -> isOpen(branch, sequence))
                    .toList();
            List<TreeMerge> merges = merges(open, sequence);
            for (int at = 0; at < open.size(); at++) {
                take(open.get(at), merges.get(at), sequence, collisions);
            }
            // What collided with the result as it was need not collide with it as it is, and others may build on what
            // is new.
        } while (sequence.merged().size() > before);
        return collisions;
    }

    private void take(
            BranchToMerge branch, TreeMerge met, MergeSequence sequence, Map<String, TreeMerge.Colliding> collisions)
            throws GitException {
        switch (met) {
            case TreeMerge.Clean clean -> sequence.take(branch, Remedy.NONE);
            case TreeMerge.Colliding colliding -> {
                if (remedy.knows(branch, colliding)) {
                    sequence.take(branch, remedy);
                }
                collisions.put(branch.task(), colliding);
            }
            case TreeMerge.GaveUp gaveUp -> sequence.refused(branch, gaveUp);
            case TreeMerge.Unrelated unrelated -> {}
        }
    }

    private boolean isOpen(BranchToMerge branch, MergeSequence sequence) {
        return !sequence.has(branch.task())
                && merging.histories().related(branch.commit())
                && sequence.missing(branch).isEmpty();
    }

    private List<TreeMerge> merges(List<BranchToMerge> open, MergeSequence sequence) throws GitException {
        if (open.isEmpty()) {
            return List.of();
        }
        try (Quarantine quarantine = Quarantine.of(merging.repository())) {
            return merging.eachInto(quarantine.around(merging.git()), sequence.head(), sequence.merged(), open);
        } catch (IOException e) {
            throw GitException.notEnded(
                    merging.git().directory(), List.of("merge-tree"), "had no place to write to: " + e.getMessage(), e);
        }
    }
}
