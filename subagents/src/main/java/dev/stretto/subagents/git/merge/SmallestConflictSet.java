package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.remedy.Remedy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a smallest set of merged tasks that another task collides with, by halving: the shortest beginning that it collides with
 * ends in one of them; with that held, the shortest beginning that it then collides with ends in the next, until those that are held
 * are enough. Each has to be merged for that, with what it needs.
 */
final class SmallestConflictSet {
    private final Merging merging;
    private final String ref;
    private final BranchToMerge colliding;

    SmallestConflictSet(Merging merging, String ref, BranchToMerge colliding) {
        this.merging = merging;
        this.ref = ref;
        this.colliding = colliding;
    }

    /**
     * The set, without the task itself.
     *
     * @param merged what it collides with, in the order of merging
     * @return nothing if it can't be merged with what it needs either
     */
    List<BranchToMerge> among(List<BranchToMerge> merged) throws GitException {
        List<BranchToMerge> held = new ArrayList<>();
        List<BranchToMerge> rest = merged;
        while (!rest.isEmpty() && !collidesWith(held)) {
            int length = shortest(rest, held);
            held.add(rest.get(length - 1));
            rest = rest.subList(0, length - 1);
        }
        return held;
    }

    /** How many of these, from the beginning on, it collides with when those that are held are there, too. */
    private int shortest(List<BranchToMerge> merged, List<BranchToMerge> held) throws GitException {
        int goesWith = 0;
        int collidesWith = merged.size();
        while (collidesWith - goesWith > 1) {
            int middle = (goesWith + collidesWith) / 2;
            List<BranchToMerge> some = new ArrayList<>(merged.subList(0, middle));
            some.addAll(held);
            if (collidesWith(some)) {
                collidesWith = middle;
            } else {
                goesWith = middle;
            }
        }
        return collidesWith;
    }

    /** True if it can't be merged with just these, or these can't be merged with each other. */
    boolean collidesWith(Collection<BranchToMerge> some) throws GitException {
        Set<String> wanted = needs();
        some.forEach(branch -> addWithNeeds(branch, wanted));
        MergeSequence sequence = sequence(wanted);
        sequence.take(colliding, Remedy.NONE);
        return sequence.merged().size() <= wanted.size();
    }

    /** Where it collides with these. */
    List<CollidingPath> where(Collection<BranchToMerge> some) throws GitException {
        Set<String> wanted = needs();
        some.forEach(branch -> addWithNeeds(branch, wanted));
        MergeSequence sequence = sequence(wanted);
        return merging.into(sequence.head(), sequence.merged(), colliding) instanceof TreeMerge.Colliding met
                ? met.paths()
                : List.of();
    }

    private MergeSequence sequence(Set<String> tasks) throws GitException {
        MergeSequence sequence = new MergeSequence(merging, merging.branches(), ref);
        sequence.takeAll(
                merging.branches().stream()
                        .filter(branch -> tasks.contains(branch.task()))
                        .toList(),
                Remedy.NONE);
        return sequence;
    }

    private Set<String> needs() {
        Set<String> needs = new HashSet<>();
        addWithNeeds(colliding, needs);
        needs.remove(colliding.task());
        return needs;
    }

    private void addWithNeeds(BranchToMerge branch, Set<String> wanted) {
        if (wanted.add(branch.task())) {
            merging.branches().stream()
                    .filter(other -> branch.needs().contains(other.task()))
                    .forEach(other -> addWithNeeds(other, wanted));
        }
    }
}
