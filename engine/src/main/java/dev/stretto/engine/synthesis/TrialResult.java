package dev.stretto.engine.synthesis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trial.
 *
 * @param trial which
 * @param commit the merged work of its tasks; absent if that could not be merged without that of others
 * @param tree the id of what the commit holds: where two are equal, so is what a verification says of them; absent with it
 * @param dropped what is missing of its tasks in there
 * @param verification what the command ended with; absent if there was nothing to run it on
 * @param known true if the verification is that of another trial with the same tree, and nothing was run
 */
public record TrialResult(
        Trial trial,
        @Nullable String commit,
        @Nullable String tree,
        List<Dropped> dropped,
        @Nullable Verification verification,
        boolean known) {
    public TrialResult {
        dropped = List.copyOf(dropped);
    }

    /** That its tasks can't be merged without others. */
    public static TrialResult unmergeable(Trial trial) {
        return new TrialResult(trial, null, null, List.of(), null, false);
    }

    /** True if the verification was there and passed. */
    public boolean passed() {
        return verification != null && verification.passed();
    }
}
