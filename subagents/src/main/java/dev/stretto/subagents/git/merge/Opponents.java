package dev.stretto.subagents.git.merge;

import dev.stretto.subagents.git.CollidingPath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whose work a task's collides with in a result. */
final class Opponents {
    private final Merging merging;
    private final KnownClashes clashes;
    private final List<String> merged;

    /** @param merged the tasks in the result */
    Opponents(Merging merging, KnownClashes clashes, Collection<String> merged) {
        this.merging = merging;
        this.clashes = clashes;
        this.merged = List.copyOf(merged);
    }

    /** The merged tasks that a task collides with at a path, as far as that is known, in plan order. */
    List<String> at(CollidingPath path, String task) {
        Set<String> opponents = new HashSet<>();
        for (Set<String> clash : clashes.with(task, merged)) {
            if (clashes.where(clash).stream().anyMatch(where -> where.path().equals(path.path()))) {
                opponents.addAll(clash);
            }
        }
        opponents.remove(task);
        return merging.inPlanOrder(opponents.isEmpty() ? merging.changes().changing(path.path(), merged) : opponents);
    }

    /** All of them that it collides with. */
    List<String> of(String task) {
        Set<String> opponents = new HashSet<>();
        clashes.with(task, merged).forEach(opponents::addAll);
        opponents.remove(task);
        return merging.inPlanOrder(opponents);
    }

    /** True if it goes together with each of them, but not with all. */
    boolean onlyTogether(String task) {
        List<Set<String>> all = clashes.with(task, merged);
        return !all.isEmpty() && all.stream().noneMatch(clash -> clash.size() == 2);
    }
}
