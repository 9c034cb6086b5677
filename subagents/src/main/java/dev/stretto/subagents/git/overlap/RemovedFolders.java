package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The folders of which tasks have moved all files elsewhere, as far as can be told without comparing files. Git moves what somebody
 * else puts into such a folder after them.
 */
final class RemovedFolders {
    private RemovedFolders() {}

    /** A folder that a task's work has no more. */
    record Folder(BranchToMerge branch, String path) {}

    /** Those among these folders. */
    static List<Folder> of(Git git, List<BranchToMerge> branches, TaskChanges changes, Set<String> among)
            throws GitException {
        List<Folder> possible = new ArrayList<>();
        for (BranchToMerge branch : branches) {
            List<ChangedPath> changed = changes.of(branch.task());
            if (changed.stream().anyMatch(ChangedPath::added)) {
                Set<String> folders = new LinkedHashSet<>();
                changed.stream()
                        .filter(ChangedPath::deleted)
                        .forEach(change -> folders.addAll(RawPaths.foldersOf(change.path())));
                folders.retainAll(among);
                folders.forEach(folder -> possible.add(new Folder(branch, folder)));
            }
        }
        return possible.isEmpty() ? possible : gone(git, possible);
    }

    private static List<Folder> gone(Git git, List<Folder> possible) throws GitException {
        Predicate<Folder> oneLine =
                folder -> folder.path().indexOf('\n') < 0 && folder.path().indexOf('\r') < 0;
        // What can't be asked for may be gone.
        List<Folder> gone =
                new ArrayList<>(possible.stream().filter(oneLine.negate()).toList());
        List<Folder> asked = possible.stream().filter(oneLine).toList();
        StringBuilder lines = new StringBuilder();
        asked.forEach(folder -> lines.append(folder.branch().commit())
                .append(':')
                .append(folder.path())
                .append('\n'));
        List<String> answers = git.fedBytes(lines.toString().getBytes(StandardCharsets.ISO_8859_1))
                .run("cat-file", "--batch-check=%(objecttype)")
                .lines();
        for (int at = 0; at < asked.size(); at++) {
            if (!answers.get(at).equals("tree")) {
                gone.add(asked.get(at));
            }
        }
        return gone;
    }
}
