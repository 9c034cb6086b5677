package dev.stretto.subagents.git;

import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.List;

/** Merges the tasks' branches without a checkout. */
public final class BranchMerger {

    /** Merges these branches in the order given. */
    public MergeResult merge(String run, PinnedBase base, List<BranchToMerge> branches) throws GitException {
        return new MergeResult(base.commit(), List.of(), List.of());
    }
}
