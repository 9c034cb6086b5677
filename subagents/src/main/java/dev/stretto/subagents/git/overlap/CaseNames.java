package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.TreeListing;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that different tasks have given to files and folders of theirs, and that differ in nothing but capital letters, or in
 * how an accent is written. Git merges these; on many file systems nobody could check out the result. Where the base has such names
 * already, its people can live with them.
 */
public final class CaseNames {
    private static final String FOLDER = "040000";

    /** Names that are alike, each with the tasks that gave it, or that build on one that did. */
    private record Alike(Map<String, Set<String>> tasksByName) {

        boolean isOf(String name, String task) {
            return tasksByName.getOrDefault(name, Set.of()).contains(task);
        }

        boolean isOfAny(String name, Collection<String> tasks) {
            return !Collections.disjoint(tasksByName.getOrDefault(name, Set.of()), tasks);
        }
    }

    private final List<Alike> groups = new ArrayList<>();

    private CaseNames() {}

    public static CaseNames of(Git git, String base, List<BranchToMerge> branches, TaskChanges changes)
            throws GitException {
        CaseNames names = new CaseNames();
        List<Map<String, Set<String>>> alike = alike(branches, changes);
        if (alike.isEmpty()) {
            return names;
        }
        Set<String> there = TreeListing.withFolders(git, base).keySet();
        if (!holdsAlike(there)) {
            for (Map<String, Set<String>> tasksByName : alike) {
                tasksByName.keySet().removeAll(there);
                if (tasksByName.size() > 1) {
                    names.groups.add(new Alike(withDependents(tasksByName, branches)));
                }
            }
        }
        return names;
    }

    private static List<Map<String, Set<String>>> alike(List<BranchToMerge> branches, TaskChanges changes) {
        Map<String, Map<String, Set<String>>> byFolded = new TreeMap<>();
        for (BranchToMerge branch : branches) {
            Set<String> names = new HashSet<>();
            for (ChangedPath change : changes.of(branch.task())) {
                if (change.added()) {
                    names.add(change.path());
                    names.addAll(RawPaths.foldersOf(change.path()));
                }
            }
            names.forEach(name -> byFolded.computeIfAbsent(folded(name), key -> new TreeMap<>())
                    .computeIfAbsent(name, key -> new TreeSet<>())
                    .add(branch.task()));
        }
        return byFolded.values().stream().filter(names -> names.size() > 1).toList();
    }

    private static Map<String, Set<String>> withDependents(
            Map<String, Set<String>> tasksByName, List<BranchToMerge> branches) {
        for (BranchToMerge branch : MergeOrder.of(branches)) {
            for (Set<String> tasks : tasksByName.values()) {
                if (!Collections.disjoint(tasks, branch.needs())) {
                    tasks.add(branch.task());
                }
            }
        }
        return tasksByName;
    }

    private static boolean holdsAlike(Collection<String> names) {
        Set<String> folded = new HashSet<>();
        return names.stream().anyMatch(name -> !folded.add(folded(name)));
    }

    /** Upper case first: some letters have that in common, but not the lower one. */
    public static String folded(String rawName) {
        String composed = Normalizer.normalize(GitOutput.shown(rawName), Normalizer.Form.NFC);
        return Normalizer.normalize(composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** The tasks that have given a name that is like one of this task's. */
    public Set<String> tasksAlike(String task) {
        Set<String> tasks = new TreeSet<>();
        for (Alike alike : groups) {
            boolean concerned = alike.tasksByName().values().stream().anyMatch(given -> given.contains(task));
            if (concerned) {
                alike.tasksByName().values().forEach(tasks::addAll);
            }
        }
        tasks.remove(task);
        return tasks;
    }

    /**
     * The names in a merged tree that were not alike before a task's work was merged into it.
     *
     * @param git that can read the tree
     * @param merged the tasks whose work was there before
     */
    public List<CollidingPath> broughtTogether(Git git, String tree, Collection<String> merged, String task)
            throws GitException {
        Set<CollidingPath> collisions = new LinkedHashSet<>();
        Map<String, Side> there = null;
        for (Alike alike : groups) {
            Set<String> names = alike.tasksByName().keySet();
            boolean possible = names.stream().anyMatch(name -> alike.isOf(name, task))
                    && names.stream().anyMatch(name -> alike.isOfAny(name, merged));
            if (possible) {
                there = there == null ? TreeListing.withFolders(git, tree) : there;
                collisions.addAll(collisions(alike, there, merged, task));
            }
        }
        return List.copyOf(collisions);
    }

    private static List<CollidingPath> collisions(
            Alike alike, Map<String, Side> there, Collection<String> merged, String task) {
        List<CollidingPath> ours = new ArrayList<>();
        List<CollidingPath> theirs = new ArrayList<>();
        alike.tasksByName().keySet().forEach(name -> {
            Side side = there.get(name);
            boolean isTheirs = alike.isOf(name, task);
            boolean isOurs = alike.isOfAny(name, merged);
            if (side != null && isTheirs != isOurs) {
                (isTheirs ? theirs : ours).add(collision(name, side, isTheirs));
            }
        });
        if (ours.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        ours.addAll(theirs);
        return ours;
    }

    private static CollidingPath collision(String name, Side side, boolean theirs) {
        if (side.mode().equals(FOLDER)) {
            return new CollidingPath(name, CollisionKind.CASE, null, null, null, List.of());
        }
        return new CollidingPath(
                name, CollisionKind.CASE, null, theirs ? null : side, theirs ? side : null, List.of(name));
    }
}
