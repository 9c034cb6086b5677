package dev.stretto.subagents.git.merge;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commits that were made since a run's base, as far as they can be reached from its tasks' work. Read once. */
final class Histories {

    private record Commit(long date, List<String> parents) {}

    private final String base;
    private final long baseDate;
    private final Map<String, Commit> commits;
    private final Map<String, Set<String>> since = new HashMap<>();

    /** @param commits the base, and those that were made since */
    private Histories(String base, Map<String, Commit> commits) {
        this.base = base;
        Commit known = commits.remove(base);
        this.baseDate = known == null ? 0 : known.date();
        this.commits = commits;
    }

    static Histories of(Git git, String base, Collection<String> tips) throws GitException {
        List<String> asked = new ArrayList<>(new HashSet<>(tips));
        asked.add(base);
        asked.add("^" + base + "^@");
        Map<String, Commit> commits = new HashMap<>();
        for (String line : git.fed(String.join("\n", asked) + "\n")
                .run("rev-list", "--no-commit-header", "--format=%H %ct %P", "--stdin")
                .lines()) {
            List<String> fields = List.of(line.strip().split(" "));
            commits.put(fields.getFirst(), new Commit(Long.parseLong(fields.get(1)), fields.subList(2, fields.size())));
        }
        return new Histories(base, commits);
    }

    /** When a task's work was committed, in seconds. */
    long date(String commit) {
        Commit known = commits.get(commit);
        // Work that is part of the base already is never merged, so its date is not asked for.
        return known == null ? baseDate : known.date();
    }

    /** The commit and those before it, without what is part of the base. */
    Set<String> since(String commit) {
        return since.computeIfAbsent(commit, this::reach);
    }

    private Set<String> reach(String commit) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(commit));
        while (!open.isEmpty()) {
            String next = open.remove();
            Commit known = commits.get(next);
            if (known != null && reached.add(next)) {
                open.addAll(known.parents());
            }
        }
        return reached;
    }

    /** True if it has something in common with the base. */
    boolean related(String commit) {
        Set<String> reached = since(commit);
        return reached.isEmpty() || parents(reached).stream().anyMatch(parent -> !commits.containsKey(parent));
    }

    /** True if everything since the base was made on top of it and of nothing older. */
    boolean madeOnBase(String commit) {
        return parents(since(commit)).stream().allMatch(parent -> commits.containsKey(parent) || parent.equals(base));
    }

    private List<String> parents(Set<String> reached) {
        return reached.stream()
                .flatMap(commit -> commits.getOrDefault(commit, new Commit(0, List.of())).parents().stream())
                .toList();
    }
}
