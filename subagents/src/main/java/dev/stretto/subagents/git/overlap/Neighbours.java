package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tasks' changes meet somewhere, so that they may collide: at a path that both changed; where one has a file and the other a
 * folder; in a folder that one of them has renamed and the other put something into; at names that are alike. Two tasks that are no
 * neighbours go together.
 */
public final class Neighbours {
    private final List<String> tasks = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<BitSet> neighbours = new ArrayList<>();

    private Neighbours(List<BranchToMerge> branches) {
        for (BranchToMerge branch : branches) {
            positions.put(branch.task(), tasks.size());
            tasks.add(branch.task());
            neighbours.add(new BitSet());
        }
    }

    public static Neighbours of(Git git, List<BranchToMerge> branches, TaskChanges changes, CaseNames names)
            throws GitException {
        Neighbours all = new Neighbours(branches);
        all.meetAtPaths(changes);
        all.meetInRemovedFolders(git, branches, changes);
        for (int position = 0; position < all.tasks.size(); position++) {
            for (String other : names.tasksAlike(all.tasks.get(position))) {
                all.meet(position, all.position(other));
            }
        }
        return all;
    }

    private void meetAtPaths(TaskChanges changes) {
        Map<String, BitSet> tasksByPath = new HashMap<>();
        for (int position = 0; position < tasks.size(); position++) {
            for (ChangedPath change : changes.of(tasks.get(position))) {
                tasksByPath.computeIfAbsent(change.path(), path -> new BitSet()).set(position);
            }
        }
        tasksByPath.forEach((path, at) -> {
            allMeet(at, at);
            for (String folder : RawPaths.foldersOf(path)) {
                BitSet file = tasksByPath.get(folder);
                if (file != null) {
                    allMeet(at, file);
                }
            }
        });
    }

    private void meetInRemovedFolders(Git git, List<BranchToMerge> branches, TaskChanges changes) throws GitException {
        Map<String, BitSet> addedTo = new HashMap<>();
        for (int position = 0; position < tasks.size(); position++) {
            for (ChangedPath change : changes.of(tasks.get(position))) {
                if (change.added()) {
                    for (String folder : RawPaths.foldersOf(change.path())) {
                        addedTo.computeIfAbsent(folder, key -> new BitSet()).set(position);
                    }
                }
            }
        }
        for (RemovedFolders.Folder removed : RemovedFolders.of(git, branches, changes, addedTo.keySet())) {
            int position = position(removed.branch().task());
            addedTo.getOrDefault(removed.path(), new BitSet()).stream().forEach(other -> meet(position, other));
        }
    }

    private void allMeet(BitSet some, BitSet others) {
        some.stream().forEach(position -> neighbours.get(position).or(others));
        others.stream().forEach(position -> neighbours.get(position).or(some));
    }

    private void meet(int one, int other) {
        neighbours.get(one).set(other);
        neighbours.get(other).set(one);
    }

    private int position(String task) {
        Integer position = positions.get(task);
        if (position == null) {
            throw new IllegalArgumentException("there is no work of task '" + task + "'");
        }
        return position;
    }

    public boolean areNeighbours(String one, String other) {
        return !one.equals(other) && neighbours.get(position(one)).get(position(other));
    }
}
