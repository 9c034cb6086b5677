package dev.stretto.engine.synthesis;

import dev.stretto.engine.run.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the files that several tasks changed, and judges them once the merge is known. */
public final class Overlaps {
    private Overlaps() {}

    /**
     * The files that more than one task changed, by path. A renamed file counts under both its names.
     *
     * @param changes each task's changes, in plan order
     */
    public static List<Overlap> among(Map<String, List<FileChange>> changes) {
        Map<String, List<String>> tasksByPath = new TreeMap<>();
        changes.forEach((task, files) -> files.forEach(file -> {
            add(tasksByPath, file.path(), task);
            if (file.from() != null) {
                add(tasksByPath, file.from(), task);
            }
        }));
        return tasksByPath.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Overlap(entry.getKey(), entry.getValue(), Overlap.Kind.CLEAN))
                .toList();
    }

    private static void add(Map<String, List<String>> tasksByPath, String path, String task) {
        List<String> tasks = tasksByPath.computeIfAbsent(path, key -> new ArrayList<>());
        if (tasks.isEmpty() || !tasks.getLast().equals(task)) {
            tasks.add(task);
        }
    }

    /**
     * The same overlaps, with those that the merge could not resolve marked as conflicts. A conflict at a path that no two
     * tasks changed under the same name (a file against a directory, say) is added as one of its own.
     */
    public static List<Overlap> judged(List<Overlap> overlaps, MergeResult merge) {
        Map<String, Overlap> judged = new TreeMap<>();
        overlaps.forEach(overlap -> judged.put(overlap.path(), overlap));
        for (Conflict conflict : merge.conflicts()) {
            for (String path : conflict.paths()) {
                judged.merge(
                        path,
                        new Overlap(path, List.of(conflict.task()), Overlap.Kind.CONFLICT),
                        (known, found) -> known.as(Overlap.Kind.CONFLICT));
            }
        }
        return List.copyOf(judged.values());
    }

    /** The paths at which at least one of the overlaps is a conflict. */
    public static Set<String> conflicts(List<Overlap> overlaps) {
        return overlaps.stream()
                .filter(overlap -> overlap.kind() == Overlap.Kind.CONFLICT)
                .map(Overlap::path)
                .collect(Collectors.toSet());
    }
}
