package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * What came of merging the tasks' branches.
 *
 * @param commit the merged result; the base if nothing was merged
 * @param merged the ids of the tasks in it, in the order of merging
 * @param conflicts those that were left out
 */
public record MergeResult(String commit, List<String> merged, List<Conflict> conflicts) {
    public MergeResult {
        merged = List.copyOf(merged);
        conflicts = List.copyOf(conflicts);
    }
}
