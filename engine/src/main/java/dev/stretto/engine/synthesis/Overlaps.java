package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
                .map(entry -> Overlap.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void add(Map<String, List<String>> tasksByPath, String path, String task) {
        List<String> tasks = tasksByPath.computeIfAbsent(path, key -> new ArrayList<>());
        if (tasks.isEmpty() || !tasks.getLast().equals(task)) {
            tasks.add(task);
        }
    }

    /**
     * The same overlaps as the merge has found them to be. A path at which changes collide though no two tasks changed it under the
     * same name (a file against a folder, say) is added as one of its own.
     */
    public static List<Overlap> judged(List<Overlap> overlaps, List<OverlapDetail> details) {
        Map<String, Overlap> judged = new TreeMap<>();
        overlaps.forEach(overlap -> judged.put(overlap.path(), overlap));
        details.forEach(detail -> judged.put(detail.path(), Overlap.of(detail)));
        return List.copyOf(judged.values());
    }
}
