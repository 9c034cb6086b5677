package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.OverlapDetail;
import java.util.List;

/**
 * What came of merging the branches of a run.
 *
 * @param result the merged result, and what is not part of it
 * @param overlaps each path that several tasks changed, or at which their changes collide
 */
public record MergeReport(MergeResult result, List<OverlapDetail> overlaps) {
    public MergeReport {
        overlaps = List.copyOf(overlaps);
    }
}
