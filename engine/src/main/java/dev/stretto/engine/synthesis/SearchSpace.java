package dev.stretto.engine.synthesis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search for culprits chooses among.
 *
 * @param choosables everything that can be merged, in the order of the plan
 * @param merged the ids of those whose subset has failed the verification once, in the order of merging
 * @param conflictSets sets of ids that can't be merged together; what was left out for one of them can come in where the others of it
 *     are left out
 */
public record SearchSpace(List<Choosable> choosables, List<String> merged, List<Set<String>> conflictSets) {
    public SearchSpace {
        choosables = List.copyOf(choosables);
        merged = List.copyOf(merged);
        conflictSets = conflictSets.stream().map(Set::copyOf).toList();
    }

    /** These, all of which were merged. */
    public static SearchSpace of(List<Choosable> merged) {
        return new SearchSpace(merged, merged.stream().map(Choosable::task).toList(), List.of());
    }

    /** Those that were merged, in the order of the plan. */
    List<Choosable> mergedOnes() {
        Set<String> ids = new HashSet<>(merged);
        return choosables.stream().filter(one -> ids.contains(one.task())).toList();
    }

    /** How many tasks of the plan these stand for. */
    int weight(Collection<String> some) {
        Set<String> ids = new HashSet<>(some);
        return choosables.stream()
                .filter(one -> ids.contains(one.task()))
                .mapToInt(Choosable::weight)
                .sum();
    }

    /** These in the order of merging: that of before, and then what was left out before. */
    List<String> inOrder(Collection<String> some) {
        LinkedHashSet<String> order = new LinkedHashSet<>(merged);
        choosables.forEach(one -> order.add(one.task()));
        order.retainAll(new HashSet<>(some));
        return List.copyOf(order);
    }

    /** These, and all that they need. */
    Set<String> withNeeds(Collection<String> some) {
        Map<String, Choosable> byTask = new HashMap<>();
        choosables.forEach(one -> byTask.put(one.task(), one));
        Set<String> all = new HashSet<>();
        List<String> open = new ArrayList<>(some);
        while (!open.isEmpty()) {
            String task = open.removeLast();
            Choosable choosable = byTask.get(task);
            if (choosable != null && all.add(task)) {
                open.addAll(choosable.needs());
            }
        }
        return all;
    }
}
