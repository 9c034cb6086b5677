package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the repository hold the sides of the collisions that are told. Where git follows a renaming, a side is what it has merged on
 * the way, and what it writes while tasks are only tried with each other is thrown away.
 */
final class ToldSides {
    private ToldSides() {}

    /** Merges again, in the repository itself, those of which it does not have a side. Of three tasks or more it has them all. */
    static void keep(Merging merging, List<ConflictSet> told) throws GitException {
        Set<String> missing = missing(merging.git(), told);
        List<TreeMerge.Pair> again = told.stream()
                .filter(conflictSet -> conflictSet.tasks().size() == 2)
                .filter(conflictSet -> conflictSet.collisions().stream()
                        .flatMap(ToldSides::sides)
                        .anyMatch(side -> missing.contains(side.blob())))
                .map(conflictSet -> conflictSet.tasks().stream()
                        .map(merging::branch)
                        .map(BranchToMerge::commit)
                        .toList())
                .map(commits -> new TreeMerge.Pair(commits.getFirst(), commits.getLast()))
                .toList();
        if (!again.isEmpty()) {
            TreeMerge.all(merging.git(), again);
        }
    }

    private static Set<String> missing(Git git, List<ConflictSet> told) throws GitException {
        List<String> blobs = told.stream()
                .flatMap(conflictSet -> conflictSet.collisions().stream())
                .flatMap(ToldSides::sides)
                .map(Side::blob)
                .distinct()
                .toList();
        Set<String> missing = new HashSet<>();
        if (!blobs.isEmpty()) {
            for (String line : git.fed(String.join("\n", blobs) + "\n")
                    .run("cat-file", "--batch-check")
                    .lines()) {
                if (line.endsWith(" missing")) {
                    missing.add(line.substring(0, line.indexOf(' ')));
                }
            }
        }
        return missing;
    }

    private static Stream<Side> sides(Collision collision) {
        // A submodule's commit is in a repository of its own.
        return Stream.of(collision.base(), collision.ours(), collision.theirs())
                .flatMap(Stream::ofNullable)
                .filter(side -> !side.mode().equals("160000"));
    }
}
