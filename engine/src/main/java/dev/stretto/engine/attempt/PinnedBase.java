package dev.stretto.engine.attempt;

import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import org.jspecify.annotations.Nullable;

/**
 * What every task of a run starts from.
 *
 * @param repository the absolute path of the git work tree
 * @param commit the commit that the plan's base stood for when the run started
 * @param branch the branch that was checked out there and stood at this commit; absent if there was none
 * @param note what the user should know, for instance that changes in their checkout are not part of it; otherwise absent
 * @param identity which repository that is, besides its path
 * @param isolation how attempts are kept apart
 */
public record PinnedBase(
        String repository,
        String commit,
        @Nullable String branch,
        @Nullable String note,
        RepositoryIdentity identity,
        IsolationChoice isolation) {

    /** A base in a repository of which no more is known than its path. */
    public PinnedBase(String repository, String commit, @Nullable String branch, @Nullable String note) {
        this(repository, commit, branch, note, RepositoryIdentity.UNKNOWN, IsolationChoice.of(Isolation.WORKTREE));
    }

    /** The same, with attempts that are kept apart in this way. */
    public PinnedBase with(IsolationChoice other) {
        return new PinnedBase(repository, commit, branch, note, identity, other);
    }
}
