package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.Side;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The files in conflict as a merge leaves them in an index: for each path its sides, by the number of the stage: 1 is the file
 * before, 2 ours, 3 theirs.
 *
 * @param byPath the paths are as git has them, a character for each byte
 */
record ConflictStages(Map<String, Map<Integer, Side>> byPath) {

    /** Reads {@code MODE ID STAGE}, a tab and the path, once for each side. */
    static ConflictStages of(List<String> rawRecords) {
        Map<String, Map<Integer, Side>> byPath = new TreeMap<>();
        for (String record : rawRecords) {
            int tab = record.indexOf('\t');
            String[] entry = record.substring(0, tab).split(" ", -1);
            byPath.computeIfAbsent(record.substring(tab + 1), path -> new TreeMap<>())
                    .put(Integer.parseInt(entry[2]), new Side(entry[0], entry[1]));
        }
        return new ConflictStages(byPath);
    }

    Set<String> paths() {
        return byPath.keySet();
    }

    /** The same sides under other names; those of paths that get the same name come together. */
    ConflictStages renamed(UnaryOperator<String> name) {
        Map<String, Map<Integer, Side>> renamed = new TreeMap<>();
        byPath.forEach((path, sides) -> renamed.computeIfAbsent(name.apply(path), known -> new TreeMap<>())
                .putAll(sides));
        return new ConflictStages(renamed);
    }

    /** The paths at which these sides are others than those. */
    Set<String> differencesFrom(ConflictStages others) {
        Set<String> different = new TreeSet<>(paths());
        different.addAll(others.paths());
        different.removeIf(
                path -> byPath.getOrDefault(path, Map.of()).equals(others.byPath.getOrDefault(path, Map.of())));
        return different;
    }
}
