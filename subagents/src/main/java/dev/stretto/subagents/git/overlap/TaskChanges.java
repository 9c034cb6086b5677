package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the work of each task changed against the commit that it began from, read for all of them at once. */
public final class TaskChanges {

    private record Ends(String start, String commit) {}

    private final Map<String, List<ChangedPath>> byTask = new HashMap<>();

    private TaskChanges() {}

    public static TaskChanges of(Git git, List<BranchToMerge> branches) throws GitException {
        Map<Ends, List<ChangedPath>> read = new HashMap<>();
        List<Ends> open = new ArrayList<>(
                new HashSet<>(branches.stream().map(TaskChanges::ends).toList()));
        while (!open.isEmpty()) {
            // What is printed names the commit alone, so each may be asked for once at a time.
            Map<String, Ends> now = new LinkedHashMap<>();
            open.forEach(ends -> now.putIfAbsent(ends.commit(), ends));
            read.putAll(read(git, now));
            open.removeAll(now.values());
        }
        TaskChanges changes = new TaskChanges();
        branches.forEach(branch -> changes.byTask.put(branch.task(), read.getOrDefault(ends(branch), List.of())));
        return changes;
    }

    private static Ends ends(BranchToMerge branch) {
        return new Ends(branch.start(), branch.commit());
    }

    private static Map<Ends, List<ChangedPath>> read(Git git, Map<String, Ends> byCommit) throws GitException {
        String lines = byCommit.values().stream()
                .map(ends -> ends.commit() + " " + ends.start() + "\n")
                .collect(Collectors.joining());
        List<String> records = git.fed(lines).run(words("--stdin")).rawRecords();
        Map<Ends, List<ChangedPath>> read = new HashMap<>();
        List<ChangedPath> changes = new ArrayList<>();
        for (int at = 0; at < records.size(); at++) {
            String record = records.get(at);
            if (record.startsWith(":")) {
                changes.add(ChangedPath.of(record, records.get(++at)));
            } else {
                Ends ends = byCommit.get(record.strip());
                changes = new ArrayList<>();
                if (ends != null) {
                    read.put(ends, changes);
                }
            }
        }
        return read;
    }

    /** What is different between two commits. */
    public static List<ChangedPath> between(Git git, String before, String after) throws GitException {
        List<String> records = git.run(words(before, after)).rawRecords();
        List<ChangedPath> changes = new ArrayList<>();
        for (int at = 0; at + 1 < records.size(); at += 2) {
            changes.add(ChangedPath.of(records.get(at), records.get(at + 1)));
        }
        return changes;
    }

    private static String[] words(String... commits) {
        List<String> words = new ArrayList<>(
                List.of("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none"));
        words.addAll(List.of(commits));
        return words.toArray(String[]::new);
    }

    public List<ChangedPath> of(String task) {
        return byTask.getOrDefault(task, List.of());
    }

    /** Those of these tasks that changed a path. */
    public List<String> changing(String path, Collection<String> tasks) {
        return tasks.stream().filter(task -> paths(task).contains(path)).toList();
    }

    private final Map<String, Set<String>> pathsByTask = new HashMap<>();

    private Set<String> paths(String task) {
        return pathsByTask.computeIfAbsent(
                task, key -> of(key).stream().map(ChangedPath::path).collect(Collectors.toSet()));
    }
}
