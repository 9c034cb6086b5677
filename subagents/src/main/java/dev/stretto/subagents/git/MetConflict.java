package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Side;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A conflict as a merge without a checkout meets it: the one that the resolution is for.
 *
 * @param ours the commit of the result so far
 * @param theirs the commit of the task that does not go together with it
 * @param tree what git makes of the two, with conflict markers
 * @param stages the files in conflict, by the names that they have in that tree
 */
record MetConflict(String ours, String theirs, String tree, ConflictStages stages) {
    private static final String SUBMODULE = "160000";

    /** @throws WorkspaceException if there is no conflict, or none that can be shown to a resolver */
    static MetConflict of(Git git, String ours, String theirs) throws GitException, WorkspaceException {
        GitOutput output = git.attempt("merge-tree", "--write-tree", "-z", "--messages", ours, theirs);
        if (output.exitCode() > 1) {
            throw GitException.failed(
                    git.directory(), List.of("merge-tree", ours, theirs), output.exitCode(), output.stderr());
        }
        List<String> records = output.rawRecords();
        if (output.succeeded()) {
            throw new WorkspaceException("there is no conflict that git could show: what the tasks did goes together as"
                    + " far as git can tell");
        }
        List<String> entries = records.subList(1, records.indexOf(""));
        MetConflict met = new MetConflict(ours, theirs, records.getFirst(), ConflictStages.of(entries));
        met.requireFiles();
        return met;
    }

    private void requireFiles() throws WorkspaceException {
        for (Map.Entry<String, Map<Integer, Side>> entry : stages.byPath().entrySet()) {
            boolean submodule = entry.getValue().values().stream()
                    .anyMatch(side -> side.mode().equals(SUBMODULE));
            if (submodule) {
                throw new WorkspaceException(GitOutput.shown(known(entry.getKey()))
                        + " is a submodule, and which of its commits is right can't be decided in a worktree of this"
                        + " repository");
            }
        }
    }

    /** A file's own path, where git set it aside because something is in its way. */
    String known(String pathInTree) {
        return aside(ours + "|" + theirs).matcher(pathInTree).replaceFirst("");
    }

    /** The name that a file has in a worktree in which ours is checked out and theirs is being merged. */
    String inWorktree(String pathInTree) {
        return aside(ours).matcher(pathInTree).replaceFirst("~HEAD$2");
    }

    private static Pattern aside(String of) {
        return Pattern.compile("~(" + of + ")(_\\d+)?$");
    }

    /** What does not go together, by the paths that people know. */
    List<Collision> collisions() {
        return stages.renamed(this::known).byPath().entrySet().stream()
                .map(entry -> new Collision(
                        GitOutput.shown(entry.getKey()),
                        CollisionKind.OTHER,
                        entry.getValue().get(1),
                        entry.getValue().get(2),
                        entry.getValue().get(3)))
                .toList();
    }
}
