package dev.stretto.subagents.git;

import dev.stretto.engine.run.PinnedBase;
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

    UsersBranch(Repository repository, PinnedBase base) {
        this.repository = repository;
        this.base = base;
    }

    Move moveTo(String commit, String runBranch) throws GitException {
        String branch = base.branch();
        if (branch == null) {
            return stays("no branch was moved: the run did not start from the branch that was checked out", runBranch);
        }
        String hindrance = hindrance(branch, commit);
        if (hindrance != null) {
            return stays("'" + branch + "' was not moved: " + hindrance, runBranch);
        }
        // Ignored files are the user's, too: git would overwrite them without a word.
        GitOutput merge = repository.git().attempt("merge", "--quiet", "--ff-only", "--no-overwrite-ignore", commit);
        return merge.succeeded()
                ? new Moved(branch)
                : stays(
                        "'" + branch + "' was not moved, git refused: "
                                + merge.stderr().replaceAll("\\s+", " ").strip(),
                        runBranch);
    }

    private @Nullable String hindrance(String branch, String commit) throws GitException {
        String ref = "refs/heads/" + branch;
        GitOutput head = repository.git().attempt("symbolic-ref", "--quiet", "HEAD");
        if (!head.line().equals(ref)) {
            return "it is no longer checked out in " + repository.workTree();
        }
        String stands = repository.refs().commit(ref).orElse("");
        if (!stands.equals(base.commit()) && !stands.equals(commit)) {
            return "it has moved since the run started";
        }
        int changes = Repositories.changes(repository.git(), "no");
        return switch (changes) {
            case 0 -> null;
            case 1 -> "1 file in " + repository.workTree() + " has changes that are not committed";
            default -> changes + " files in " + repository.workTree() + " have changes that are not committed";
        };
    }

    private static Move stays(String why, String runBranch) {
        return new Stays(why + ". To take the result over, type: git merge " + runBranch);
    }
}
