package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.TreeMerge;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt has done on top of something that does not contain what it started from: an old version, another branch, a branch of
 * a remote. Only what it has done itself is its work, and not the difference between the two.
 *
 * @param from the commit that the work is a change to
 * @param left everything that it left, in a commit
 * @param commit the commit that holds the work, unless one has yet to be made of what was merged
 * @param merged the start with the work merged into it; absent if there is nothing to merge, or it can't be merged
 * @param hasWork true if it has done anything there
 * @param inWords what it was, and what becomes of it
 */
record Detour(String from, String left, String commit, Optional<Merged> merged, boolean hasWork, String inWords) {

    /** A merged tree, and the parents of the commit that is to be made of it. */
    record Merged(String tree, List<String> parents) {}

    /**
     * Finds out what was done.
     *
     * @param start what the attempt started from
     * @param head what is checked out, which does not contain the start
     * @param left the same with everything that is in the worktree
     * @param mayCollide whether what collides with the start is work all the same
     */
    static Detour of(Git git, RefsBefore before, String start, String head, String left, boolean mayCollide)
            throws GitException, IOException {
        boolean own = !before.since(start, head).isEmpty();
        if (!own && head.equals(left)) {
            return nothing(start, left, false, "an existing commit, and changed nothing there: this counts as no work");
        }
        Optional<String> fork = own ? fork(git, before, start, head) : Optional.of(head);
        if (fork.isEmpty()) {
            return nothing(
                    start,
                    left,
                    true,
                    "which shares no history with the commit it started from, so its changes can't be merged");
        }
        Refs refs = new Refs(git);
        boolean behind = refs.contains(fork.get(), start);
        return switch (merge(git, start, fork.get(), left)) {
            case TreeMerge.Clean clean -> merged(git, start, left, clean.tree(), behind);
            case TreeMerge.Colliding colliding -> colliding(start, left, fork.get(), colliding, behind && mayCollide);
            case TreeMerge.Unrelated unrelated ->
                nothing(start, left, true, "but its changes can't be merged into the commit it started from");
            case TreeMerge.GaveUp gaveUp ->
                nothing(
                        start,
                        left,
                        true,
                        "and git gave up merging its changes into the commit it started from: " + gaveUp.said());
        };
    }

    private static Detour merged(Git git, String start, String left, String tree, boolean behind) throws GitException {
        if (tree.equals(tree(git, start))) {
            return nothing(start, left, true, "but the commit it started from already contains its changes");
        }
        List<String> parents = behind ? List.of(start, left) : List.of(start);
        return new Detour(
                start,
                left,
                start,
                Optional.of(new Merged(tree, parents)),
                true,
                "which does not contain the commit it started from; its changes were merged onto that commit");
    }

    /** What was done on top of an older version is for the synthesis to bring together with the rest; of other things nobody asked for that. */
    private static Detour colliding(
            String start, String left, String fork, TreeMerge.Colliding colliding, boolean behind) {
        String where = String.join(", ", colliding.shownPaths());
        String beside = "which does not contain the commit it started from, and its changes ";
        return behind
                ? new Detour(fork, left, left, Optional.empty(), true, beside + "collide with that commit at " + where)
                : nothing(start, left, true, beside + "can't be merged into it: they collide at " + where);
    }

    private static Detour nothing(String start, String left, boolean hasWork, String inWords) {
        return new Detour(start, left, start, Optional.empty(), hasWork, inWords);
    }

    /** Where its own commits begin; of several such places the one that git would take for a merge. */
    private static Optional<String> fork(Git git, RefsBefore before, String start, String head)
            throws GitException, IOException {
        List<String> places = before.leftAt(start, head);
        if (places.size() < 2) {
            return places.stream().findFirst();
        }
        GitOutput shared = git.attempt("merge-base", start, head);
        return shared.succeeded() ? Optional.of(shared.line()) : places.stream().findFirst();
    }

    /** Merges what was changed between the fork and what was left into the start. Git takes the fork from the commits' parents. */
    private static TreeMerge merge(Git git, String start, String fork, String left) throws GitException {
        Commits commits = new Commits(git);
        String ours = commits.writeMerge(tree(git, start), List.of(fork), "what it started from");
        String theirs = commits.writeMerge(tree(git, left), List.of(fork), "what it left");
        return TreeMerge.of(git, ours, theirs);
    }

    private static String tree(Git git, String commit) throws GitException {
        return git.line("rev-parse", "--verify", commit + "^{tree}");
    }
}
