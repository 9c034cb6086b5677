package dev.stretto.subagents.git.merge;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.overlap.CombinedPaths;
import dev.stretto.subagents.git.overlap.MergeOrder;
import dev.stretto.subagents.git.overlap.TaskChanges;
import dev.stretto.subagents.git.remedy.Remedy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A result that branches are merged into one after the other; what collides stays out, and so does what needs it. */
final class MergeSequence {
    /** From so many on that can be put together path by path it is worth while to look what a merge has changed. */
    private static final int WORTH_COMPARING = 2;

    private final Merging merging;
    private final String ref;
    private final Set<String> known;
    private final Set<String> merged = new LinkedHashSet<>();
    private final Set<String> reached = new HashSet<>();
    private final Map<String, TreeMerge.Colliding> collided = new LinkedHashMap<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private final Map<String, List<Remedy.Loss>> losses = new LinkedHashMap<>();
    /** What was changed between the base and {@link #compared}, and maybe more. */
    private final CombinedPaths changed = new CombinedPaths();

    private String compared;
    private String head;

    /**
     * Begins with nothing merged.
     *
     * @param known the branches without which those that need them are not merged
     * @param ref a reference of Stretto's for results on the way
     */
    MergeSequence(Merging merging, Collection<BranchToMerge> known, String ref) {
        this.merging = merging;
        this.ref = ref;
        this.known = known.stream().map(BranchToMerge::task).collect(Collectors.toSet());
        this.head = merging.base();
        this.compared = head;
    }

    /**
     * Goes on from a result, as {@link #head} and {@link #merged} had it.
     *
     * @param mended the tasks in it that a remedy helped without a loss
     */
    static MergeSequence from(MergeResult result, List<String> mended, Merging merging, String ref)
            throws GitException {
        merging.goOnFrom(result.commit());
        MergeSequence sequence = new MergeSequence(merging, merging.branches(), ref);
        result.merged().forEach(task -> sequence.note(merging.branch(task), result.commit()));
        mended.forEach(task -> sequence.losses.put(task, List.of()));
        return sequence;
    }

    /** Merges what can be merged of these, in the order given, except that one comes after those that it needs. */
    void takeAll(List<BranchToMerge> branches, Remedy remedy) throws GitException {
        List<BranchToMerge> order = MergeOrder.of(branches);
        for (int at = 0; at < order.size(); ) {
            int together = takePathwise(order.subList(at, order.size()));
            if (together == 0) {
                take(order.get(at), remedy);
            }
            at += Math.max(1, together);
        }
    }

    /** Merges the first ones as long as they meet nothing; gives how many. */
    private int takePathwise(List<BranchToMerge> open) throws GitException {
        if (!head.equals(compared)) {
            boolean worthwhile = open.size() >= WORTH_COMPARING
                    && open.subList(0, WORTH_COMPARING).stream().allMatch(branch -> meetsNothing(branch, reached));
            if (!worthwhile) {
                return 0;
            }
            // What merges have changed, step by step, is at least what is different from the base.
            changed.add(TaskChanges.between(merging.git(), compared, head));
            compared = head;
        }
        List<BranchToMerge> stretch = stretch(open);
        List<String> commits = stretch.isEmpty() ? List.of() : merging.commitPathwise(head, stretch, ref);
        for (int at = 0; at < commits.size(); at++) {
            add(stretch.get(at), commits.get(at));
            compared = head;
        }
        return commits.size();
    }

    private boolean meetsNothing(BranchToMerge branch, Set<String> seen) {
        return standsAlone(branch, seen) && changed.goesWith(merging.changes().of(branch.task()));
    }

    /** Takes what these change as changed, whether they are then merged or not: what meets it is only looked at more closely. */
    private List<BranchToMerge> stretch(List<BranchToMerge> open) {
        List<BranchToMerge> stretch = new ArrayList<>();
        if (!meetsNothing(open.getFirst(), reached)) {
            return stretch;
        }
        Set<String> seen = new HashSet<>(reached);
        for (BranchToMerge branch : open) {
            if (!meetsNothing(branch, seen)) {
                break;
            }
            changed.add(merging.changes().of(branch.task()));
            seen.addAll(merging.histories().since(branch.commit()));
            stretch.add(branch);
        }
        return stretch;
    }

    /** True if what the branch has in common with everything else is the base, and nothing but that. */
    private boolean standsAlone(BranchToMerge branch, Set<String> seen) {
        Set<String> since = merging.histories().since(branch.commit());
        return branch.start().equals(merging.base())
                && missing(branch).isEmpty()
                && since.contains(branch.commit())
                && since.stream().noneMatch(seen::contains)
                && merging.histories().madeOnBase(branch.commit())
                && merging.names().tasksAlike(branch.task()).isEmpty();
    }

    /** Merges one if it goes together with what is there, or the remedy helps, and if nothing is missing that it needs. */
    void take(BranchToMerge branch, Remedy remedy) throws GitException {
        if (contains(branch)) {
            add(branch, head);
            return;
        }
        if (!missing(branch).isEmpty()) {
            return;
        }
        switch (merging.into(head, merged, branch)) {
            case TreeMerge.Clean clean -> add(branch, merging.commit(head, branch, clean.tree()));
            case TreeMerge.Colliding colliding -> {
                collided.put(branch.task(), colliding);
                var mended = remedy.mend(branch, colliding);
                if (mended.isPresent() && merging.canBeCheckedOut(mended.get().tree(), merged, branch.task())) {
                    losses.put(branch.task(), mended.get().losses());
                    add(branch, merging.commit(head, branch, mended.get().tree()));
                }
            }
            case TreeMerge.GaveUp gaveUp -> refused(branch, gaveUp);
            case TreeMerge.Unrelated unrelated -> {}
        }
    }

    /** Notes that git can't merge it with what is there. */
    void refused(BranchToMerge branch, TreeMerge.GaveUp by) {
        refusals.put(branch.task(), by.said());
    }

    /** What git said of a task that it could not merge. */
    Optional<String> refusal(String task) {
        return Optional.ofNullable(refusals.get(task));
    }

    /** The tasks that did not go together with the result as it was then, whatever became of them. */
    Set<String> met() {
        Set<String> met = new LinkedHashSet<>(collided.keySet());
        met.addAll(refusals.keySet());
        return met;
    }

    private void add(BranchToMerge branch, String result) {
        note(branch, result);
        FaultPoint.BRANCH_MERGED.reached(branch.task());
    }

    private void note(BranchToMerge branch, String result) {
        merged.add(branch.task());
        reached.addAll(merging.histories().since(branch.commit()));
        head = result;
    }

    /** True if all of its work is in the result already, by another branch or by the base. */
    boolean contains(BranchToMerge branch) {
        Set<String> since = merging.histories().since(branch.commit());
        return since.isEmpty() || reached.contains(branch.commit());
    }

    /** The tasks that a branch needs and that are not in the result. */
    List<String> missing(BranchToMerge branch) {
        return branch.needs().stream()
                .filter(need -> known.contains(need) && !merged.contains(need))
                .toList();
    }

    /** The result's commit. */
    String head() {
        return head;
    }

    /** The tasks in it, in the order of merging. */
    List<String> merged() {
        return List.copyOf(merged);
    }

    boolean has(String task) {
        return merged.contains(task);
    }

    /** Where each task collided with the result as it was then; those that a remedy helped are among them. */
    Map<String, TreeMerge.Colliding> collided() {
        return collided;
    }

    /** What is missing of the tasks that a remedy helped. */
    Map<String, List<Remedy.Loss>> losses() {
        return losses;
    }
}
