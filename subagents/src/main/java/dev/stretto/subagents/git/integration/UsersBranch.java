package dev.stretto.subagents.git.integration;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.TreeMerge;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The branch that the user had checked out when the run started. It is moved forward or left alone, nothing else. */
final class UsersBranch {

    /** What came of trying to move it. */
    sealed interface Move {}

    /** It stands at the result. */
    record Moved(String branch) implements Move {}

    /** It stays where it is; the note says why and what to type. */
    record Stays(String note) implements Move {}

    private final Repository repository;
    private final PinnedBase base;
    private final EarlierResults earlier;

    UsersBranch(Repository repository, PinnedBase base, EarlierResults earlier) {
        this.repository = repository;
        this.base = base;
        this.earlier = earlier;
    }

    Move moveTo(String commit, String runBranch) throws GitException {
        String branch = base.branch();
        if (branch == null) {
            return stays("no branch was moved: the run did not start from the branch that was checked out", runBranch);
        }
        Optional<String> stands = repository.refs().commit("refs/heads/" + branch);
        if (stands.isPresent() && repository.refs().contains(commit, stands.get())) {
            return new Moved(branch);
        }
        String hindrance = hindrance(branch);
        if (hindrance == null && !isOnTheWay(stands, commit)) {
            if (stands.isPresent() && earlier.contain(stands.get())) {
                return staysAtEarlier(branch, stands.get(), commit, runBranch);
            }
            hindrance = "it has moved since the run started";
        }
        if (hindrance == null) {
            hindrance = changes(commit);
        }
        if (hindrance != null) {
            return stays("'" + branch + "' was not moved: " + hindrance, runBranch);
        }
        // Ignored files are the user's, too: git would overwrite them without a word.
        GitOutput merge = repository.git().attempt("merge", "--quiet", "--ff-only", "--no-overwrite-ignore", commit);
        if (!merge.succeeded()) {
            String said = merge.stderr().replaceAll("\\s+", " ").strip();
            return stays("'" + branch + "' was not moved, git refused: " + said, runBranch);
        }
        FaultPoint.USERS_BRANCH_MOVED.reached(branch);
        Optional<String> now = repository.refs().commit("refs/heads/" + branch);
        return now.isPresent() && repository.refs().contains(commit, now.get())
                ? new Moved(branch)
                : movedAnother(branch, runBranch);
    }

    /** Git moves what is checked out at that moment, and offers no way to tie that to a name. */
    private Move movedAnother(String branch, String runBranch) throws GitException {
        GitOutput head = repository.git().attempt("symbolic-ref", "--quiet", "--short", "HEAD");
        String moved = head.succeeded() ? "'" + head.line() + "'" : "a commit that is on no branch";
        return new Stays("'" + branch + "' was not moved: at that moment " + moved + " was checked out in "
                + repository.workTree()
                + " in its place, and was moved forward to the result. To move that back, type: git"
                + " reset --keep ORIG_HEAD. To take the result over to '" + branch + "', type: git switch " + branch
                + " && git merge " + runBranch);
    }

    /** True from the base up to the result: for instance at an earlier result that the new one builds on. */
    private boolean isOnTheWay(Optional<String> stands, String commit) throws GitException {
        Refs refs = repository.refs();
        return stands.isPresent() && refs.contains(base.commit(), stands.get()) && refs.contains(stands.get(), commit);
    }

    private @Nullable String hindrance(String branch) throws GitException {
        GitOutput head = repository.git().attempt("symbolic-ref", "--quiet", "HEAD");
        return head.line().equals("refs/heads/" + branch)
                ? null
                : "it is no longer checked out in " + repository.workTree();
    }

    private @Nullable String changes(String commit) throws GitException {
        int changes = Repositories.changes(repository.git(), "no");
        if (changes > 0 && holdsAlready(commit)) {
            return null;
        }
        return switch (changes) {
            case 0 -> null;
            case 1 -> "1 file in " + repository.workTree() + " has changes that are not committed";
            default -> changes + " files in " + repository.workTree() + " have changes that are not committed";
        };
    }

    /** A git that was killed while it moved the branch may have left the result's files, and the branch where it was. */
    private boolean holdsAlready(String commit) throws GitException {
        Git git = repository.git();
        return git.attempt("diff", "--quiet", "--no-ext-diff", "--no-textconv", "--cached", commit)
                        .succeeded()
                && git.attempt("diff", "--quiet", "--no-ext-diff", "--no-textconv", commit)
                        .succeeded();
    }

    /** The earlier result was merged from the same base. Merged with the new one it need not give just that one. */
    private Move staysAtEarlier(String branch, String stands, String commit, String runBranch) throws GitException {
        String why =
                "'" + branch + "' was not moved: it stands at an earlier result of this run, which the new one does"
                        + " not build on";
        boolean same = TreeMerge.of(repository.git(), stands, commit) instanceof TreeMerge.Clean clean
                && clean.tree().equals(repository.git().line("rev-parse", commit + "^{tree}"));
        return same || earlier.ownCommits(stands, commit) > 0
                ? stays(why, runBranch)
                : new Stays(why + ". To have the new result in its place, type: git reset --keep " + runBranch);
    }

    private static Move stays(String why, String runBranch) {
        return new Stays(why + ". To take the result over, type: git merge " + runBranch);
    }
}
