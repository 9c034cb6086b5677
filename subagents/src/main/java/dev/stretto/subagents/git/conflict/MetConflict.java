package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.MergePlace;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.WorkspaceException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A conflict as a merge without a checkout meets it: the one that the resolution is for.
 *
 * @param ours the commit of the result so far
 * @param theirs the commit of the task that does not go together with it
 * @param tree what git makes of the two, with conflict markers
 * @param paths where they collide; what git only names, and has no file for, is not among them
 */
record MetConflict(String ours, String theirs, String tree, List<CollidingPath> paths) {
    private static final String SUBMODULE = "160000";

    MetConflict {
        paths = paths.stream().filter(path -> !path.entries().isEmpty()).toList();
    }

    /** @throws WorkspaceException if there is no conflict, or none that can be shown to a resolver */
    static MetConflict of(Repository repository, String ours, String theirs) throws GitException, WorkspaceException {
        return switch (merge(repository, ours, theirs)) {
            case TreeMerge.Colliding colliding -> {
                MetConflict met = new MetConflict(ours, theirs, colliding.tree(), colliding.paths());
                met.requireFiles();
                yield met;
            }
            case TreeMerge.Clean clean ->
                throw new WorkspaceException("there is no conflict that git could show: it merges the two");
            case TreeMerge.GaveUp gaveUp ->
                throw new WorkspaceException("there is no conflict that git could show: it gives up merging the two ("
                        + gaveUp.said() + ")");
            case TreeMerge.Unrelated unrelated ->
                throw new WorkspaceException(
                        "there is no conflict that git could show: the two have no common history");
        };
    }

    private static TreeMerge merge(Repository repository, String ours, String theirs) throws GitException {
        try (MergePlace place = new MergePlace(repository, ours)) {
            return TreeMerge.of(place.repository().git(), ours, theirs);
        }
    }

    private void requireFiles() throws WorkspaceException {
        for (CollidingPath path : paths) {
            boolean submodule = sides(path).anyMatch(side -> side.mode().equals(SUBMODULE));
            if (submodule) {
                throw new WorkspaceException(path.shownPath()
                        + " is a submodule, and which of its commits is right can't be decided in a worktree of this"
                        + " repository: set it in one of the tasks only, and retry that");
            }
        }
    }

    private static Stream<Side> sides(CollidingPath path) {
        return Stream.of(path.base(), path.ours(), path.theirs()).flatMap(Stream::ofNullable);
    }

    /** The files in conflict by the names that they have in a worktree in which theirs is being merged, with their own paths. */
    Map<String, CollidingPath> inWorktree() {
        Map<String, CollidingPath> byName = new TreeMap<>();
        paths.forEach(path -> path.entries().forEach(entry -> byName.put(inWorktree(entry), path)));
        return byName;
    }

    /** Where a file is in the way, git sets ours aside under its commit's id in a tree, and as HEAD in a worktree. */
    private String inWorktree(String entry) {
        return Pattern.compile("~" + ours + "(_\\d+)?$").matcher(entry).replaceFirst("~HEAD$1");
    }

    /** What does not go together, by the paths that people know. */
    List<Collision> collisions() {
        return paths.stream().map(CollidingPath::collision).toList();
    }
}
