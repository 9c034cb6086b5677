package dev.stretto.engine.synthesis;

import dev.stretto.engine.text.FreeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of merging the tasks' branches.
 *
 * @param commit the merged result; the base if nothing was merged
 * @param merged the ids of the tasks in it, in the order of merging
 * @param conflicts those that were left out
 * @param conflictSets which tasks don't go together, as far as that mattered
 * @param dropped what is missing of those in it
 * @param explanation why just these were merged, in words; absent if there was nothing to choose
 */
public record MergeResult(
        String commit,
        List<String> merged,
        List<Conflict> conflicts,
        List<ConflictSet> conflictSets,
        List<Dropped> dropped,
        @FreeText(always = false) @Nullable String explanation) {
    public MergeResult {
        merged = List.copyOf(merged);
        conflicts = List.copyOf(conflicts);
        conflictSets = List.copyOf(conflictSets);
        dropped = List.copyOf(dropped);
    }

    /** A result of branches that all go together. */
    public static MergeResult whole(String commit, List<String> merged) {
        return new MergeResult(commit, merged, List.of(), List.of(), List.of(), null);
    }
}
