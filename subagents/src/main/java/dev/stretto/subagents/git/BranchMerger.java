package dev.stretto.subagents.git;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.List;

/**
 * Merges the tasks' branches by three-way merges, one after the other, without a checkout. The same branches always give
 * the same commit. What collides with the branches before it is left out, and so is what builds on it.
 */
public final class BranchMerger {

    /**
     * Merges these branches in the order given, except that a branch comes after those that it needs. Each becomes a merge
     * commit, so that its own commits stay visible. The result is kept from git's garbage collection by
     * {@code refs/stretto-merges/RUN}.
     *
     * @return the merged result; the base's commit if nothing could be merged
     */
    public MergeResult merge(String run, PinnedBase base, List<BranchToMerge> branches) throws GitException {
        Repository repository = Repository.of(base);
        MergeSequence sequence = new MergeSequence(repository, run, base.commit(), branches);
        MergeResult result = sequence.result();
        repository.refs().put(RefNames.mergeRef(run), result.commit());
        FaultPoint.MERGE_KEPT.reached(run);
        return result;
    }
}
