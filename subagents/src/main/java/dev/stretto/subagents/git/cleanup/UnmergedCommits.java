package dev.stretto.subagents.git.cleanup;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.TreeMerge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commits that can be reached from some tips, but neither from a run's base nor from any branch, tag or remote branch
 * of the user's, and which of them hold work: those that change something, and merges that git would not make by itself, unless
 * the user has one of the same parents with the same files.
 */
final class UnmergedCommits {

    private record Commit(String tree, List<String> parents) {}

    private final Git git;
    private final Git quarantined;
    private final Set<String> readable = new HashSet<>();
    private final Map<String, Commit> commits = new HashMap<>();
    private final Map<String, String> treesBefore = new HashMap<>();
    private final Map<String, Boolean> mergesWithWork = new HashMap<>();
    private final String base;
    private final Set<String> outside;
    private @Nullable Set<String> outsideMerges;

    private UnmergedCommits(Repository repository, Quarantine quarantine, String base, Collection<String> outside) {
        this.git = repository.git();
        this.quarantined = quarantine.around(git);
        this.base = base;
        this.outside = Set.copyOf(outside);
    }

    static UnmergedCommits of(Repository repository, Quarantine quarantine, String base, Collection<String> tips)
            throws GitException {
        Collection<String> outside = repository.refs().outside().values();
        UnmergedCommits unmerged = new UnmergedCommits(repository, quarantine, base, outside);
        Set<String> merged = new LinkedHashSet<>(outside);
        merged.add(base);
        unmerged.read(new LinkedHashSet<>(tips), merged);
        return unmerged;
    }

    private void read(Set<String> tips, Set<String> merged) throws GitException {
        for (String line : listed(tips, "--no-walk")) {
            readable.add(line.substring(0, line.indexOf(' ')));
        }
        List<String> asked = new ArrayList<>(readable);
        merged.forEach(commit -> asked.add("^" + commit));
        for (String line : listed(asked)) {
            List<String> ids = List.of(line.strip().split(" "));
            commits.put(ids.getFirst(), new Commit(ids.get(1), ids.subList(2, ids.size())));
        }
        Set<String> before = new LinkedHashSet<>();
        commits.values().forEach(commit -> before.addAll(commit.parents()));
        before.removeAll(commits.keySet());
        for (String line : listed(before, "--no-walk")) {
            String[] ids = line.split(" ", -1);
            treesBefore.put(ids[0], ids[1]);
        }
    }

    /** Each commit with its tree and its parents. What is no commit, or is not there, is left out. */
    private List<String> listed(Collection<String> asked, String... more) throws GitException {
        if (asked.isEmpty()) {
            return List.of();
        }
        List<String> words =
                new ArrayList<>(List.of("rev-list", "--ignore-missing", "--no-commit-header", "--format=%H %T %P"));
        words.addAll(List.of(more));
        words.add("--stdin");
        return git.fed(String.join("\n", asked) + "\n")
                .run(words.toArray(String[]::new))
                .lines();
    }

    /** False for what is no commit, or can't be read: nothing is known of that. */
    boolean knows(String tip) {
        return readable.contains(tip);
    }

    /** How many commits with work can be reached from a tip. */
    int withWork(String tip) throws GitException {
        return withWork(tip, new HashSet<>(), Set.of());
    }

    /**
     * How many commits with work can be reached from a trial, and from none of these. The merges that the trial is made of hold no
     * work of their own, whatever was made of collisions there: it is done again whenever it is needed.
     */
    int withWorkInTrial(String trial, Collection<String> others) throws GitException {
        Set<String> elsewhere = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(others);
        while (!waiting.isEmpty()) {
            String id = waiting.remove();
            Commit commit = commits.get(id);
            if (commit != null && elsewhere.add(id)) {
                waiting.addAll(commit.parents());
            }
        }
        Set<String> ofTrial = new HashSet<>();
        String id = trial;
        for (Commit commit = commits.get(id); commit != null && commit.parents().size() > 1; commit = commits.get(id)) {
            ofTrial.add(id);
            id = commit.parents().getFirst();
        }
        return withWork(trial, elsewhere, ofTrial);
    }

    private int withWork(String tip, Set<String> seen, Set<String> without) throws GitException {
        Map<String, Commit> merges = new LinkedHashMap<>();
        int work = 0;
        Deque<String> waiting = new ArrayDeque<>(List.of(tip));
        while (!waiting.isEmpty()) {
            String id = waiting.remove();
            Commit commit = commits.get(id);
            if (commit == null || !seen.add(id)) {
                continue;
            }
            waiting.addAll(commit.parents());
            if (without.contains(id)) {
                continue;
            }
            if (commit.parents().size() > 1) {
                merges.put(id, commit);
            } else if (changesSomething(commit)) {
                work++;
            }
        }
        // Whether a merge is git's own takes a while to find out, and where there is work on it, it does not matter.
        return work > 0 ? work : mergesWithWork(merges);
    }

    private boolean changesSomething(Commit commit) {
        return commit.parents().isEmpty()
                || !commit.tree().equals(tree(commit.parents().getFirst()));
    }

    private String tree(String id) {
        Commit commit = commits.get(id);
        return commit != null ? commit.tree() : treesBefore.getOrDefault(id, "");
    }

    private int mergesWithWork(Map<String, Commit> merges) throws GitException {
        int work = 0;
        for (Map.Entry<String, Commit> merge : merges.entrySet()) {
            Boolean known = mergesWithWork.get(merge.getKey());
            boolean found = known != null ? known : !isGitsOwn(merge.getValue()) && !isOutside(merge.getValue());
            mergesWithWork.put(merge.getKey(), found);
            work += found ? 1 : 0;
        }
        return work;
    }

    /** Of what a resolver has made of a conflict, the result has a merge of its own. */
    private boolean isOutside(Commit merge) throws GitException {
        Set<String> merges = outsideMerges;
        if (merges == null) {
            List<String> asked = new ArrayList<>(outside);
            asked.add("^" + base);
            merges = new HashSet<>(git.fed(String.join("\n", asked) + "\n")
                    .run("rev-list", "--ignore-missing", "--merges", "--no-commit-header", "--format=%T %P", "--stdin")
                    .lines());
            outsideMerges = merges;
        }
        return merges.contains(merge.tree() + " " + String.join(" ", merge.parents()));
    }

    private boolean isGitsOwn(Commit merge) throws GitException {
        List<String> parents = merge.parents();
        if (parents.size() != 2) {
            return false;
        }
        return switch (TreeMerge.of(quarantined, parents.getFirst(), parents.getLast())) {
            case TreeMerge.Clean clean -> clean.tree().equals(merge.tree());
            case TreeMerge.Colliding colliding -> false;
            case TreeMerge.GaveUp gaveUp -> false;
            case TreeMerge.Unrelated unrelated -> false;
        };
    }
}
