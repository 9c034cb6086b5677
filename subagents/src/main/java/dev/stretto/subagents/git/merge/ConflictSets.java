package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.subagents.git.CollidingPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses which conflict sets are told of: of very many only the most telling. */
final class ConflictSets {
    private static final int MOST_COLLISIONS = 1_000;

    private ConflictSets() {}

    /**
     * Those of tasks in question with merged ones, then the others.
     *
     * @param inQuestion the tasks that are left out, or have lost something
     * @param merged the tasks in the result
     */
    static List<ConflictSet> told(
            Merging merging, KnownConflictSets known, Collection<String> inQuestion, Collection<String> merged) {
        Set<Set<String>> sets = new LinkedHashSet<>();
        inQuestion.forEach(task -> known.with(task, merged).stream()
                .sorted(Comparator.comparing(set -> positions(merging, set)))
                .forEach(sets::add));
        known.sets().stream()
                .sorted(Comparator.comparing(set -> positions(merging, set)))
                .forEach(sets::add);
        List<ConflictSet> told = new ArrayList<>();
        int collisions = 0;
        for (Set<String> set : sets) {
            List<CollidingPath> where = known.where(set);
            // One task alone, that can't be merged at all, is no conflict set.
            if (set.size() > 1 && collisions + where.size() <= MOST_COLLISIONS) {
                collisions += where.size();
                told.add(new ConflictSet(
                        merging.inPlanOrder(set),
                        where.stream().map(CollidingPath::collision).toList()));
            }
        }
        return told;
    }

    /** Sorts like the tasks' places in the plan. */
    private static String positions(Merging merging, Set<String> tasks) {
        StringBuilder positions = new StringBuilder();
        merging.inPlanOrder(tasks).forEach(task -> positions.append((char) merging.position(task)));
        return positions.toString();
    }
}
