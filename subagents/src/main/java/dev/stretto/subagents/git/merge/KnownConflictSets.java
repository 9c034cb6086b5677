package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.subagents.git.CollidingPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tasks are known not to go together, and where. */
final class KnownConflictSets {
    private final Map<Set<String>, List<CollidingPath>> bySet = new LinkedHashMap<>();
    private final Map<String, List<Set<String>>> byTask = new LinkedHashMap<>();

    /** Tasks of which any fewer go together. One alone can't be merged at all. */
    void add(Collection<String> tasks, List<CollidingPath> where) {
        Set<String> set = Set.copyOf(tasks);
        if (bySet.putIfAbsent(set, where) == null) {
            set.forEach(task ->
                    byTask.computeIfAbsent(task, key -> new ArrayList<>()).add(set));
        }
    }

    /** Those of which a result tells. */
    static KnownConflictSets of(MergeResult result) {
        KnownConflictSets conflictSets = new KnownConflictSets();
        result.conflictSets()
                .forEach(conflictSet -> conflictSets.add(
                        conflictSet.tasks(),
                        conflictSet.collisions().stream().map(CollidingPath::of).toList()));
        return conflictSets;
    }

    Collection<Set<String>> sets() {
        return Collections.unmodifiableCollection(bySet.keySet());
    }

    List<CollidingPath> where(Set<String> tasks) {
        return bySet.getOrDefault(tasks, List.of());
    }

    /** Those that are whole if a task is added to the merged ones. */
    List<Set<String>> with(String task, Collection<String> merged) {
        Set<String> there = new HashSet<>(merged);
        return byTask.getOrDefault(task, List.of()).stream()
                .filter(set -> set.stream().allMatch(other -> other.equals(task) || there.contains(other)))
                .sorted(Comparator.comparingInt(Set::size))
                .toList();
    }
}
