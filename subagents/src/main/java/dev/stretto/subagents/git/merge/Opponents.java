package dev.stretto.subagents.git.merge;

import dev.stretto.subagents.git.CollidingPath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whose work a task's collides with in a result. */
final class Opponents {
    private final Merging merging;
    private final KnownConflictSets conflictSets;
    private final List<String> merged;

    /** @param merged the tasks in the result */
    Opponents(Merging merging, KnownConflictSets conflictSets, Collection<String> merged) {
        this.merging = merging;
        this.conflictSets = conflictSets;
        this.merged = List.copyOf(merged);
    }

    /** The merged tasks that a task collides with at a path, as far as that is known, in plan order. */
    List<String> at(CollidingPath path, String task) {
        Set<String> opponents = new HashSet<>();
        for (Set<String> conflictSet : conflictSets.with(task, merged)) {
            if (conflictSets.where(conflictSet).stream()
                    .anyMatch(where -> where.path().equals(path.path()))) {
                opponents.addAll(conflictSet);
            }
        }
        opponents.remove(task);
        return merging.inPlanOrder(opponents.isEmpty() ? merging.changes().changing(path.path(), merged) : opponents);
    }

    /** All of them that it collides with. */
    List<String> of(String task) {
        Set<String> opponents = new HashSet<>();
        conflictSets.with(task, merged).forEach(opponents::addAll);
        opponents.remove(task);
        return merging.inPlanOrder(opponents);
    }

    /** True if it goes together with each of them, but not with all. */
    boolean onlyTogether(String task) {
        List<Set<String>> all = conflictSets.with(task, merged);
        return !all.isEmpty() && all.stream().noneMatch(conflictSet -> conflictSet.size() == 2);
    }
}
