package dev.stretto.engine.synthesis;

import org.jspecify.annotations.Nullable;

/**
 * What came of a probe.
 *
 * @param probe which
 * @param commit the merged work of its tasks; absent if that could not be merged without that of others
 * @param tree the id of what the commit holds: where two are equal, so is what a verification says of them; absent with it
 * @param verification what the command ended with; absent if there was nothing to run it on
 * @param known true if the verification is that of another probe with the same tree, and nothing was run
 */
public record ProbeResult(
        Probe probe,
        @Nullable String commit,
        @Nullable String tree,
        @Nullable Verification verification,
        boolean known) {

    /** True if the verification was there and passed. */
    public boolean passed() {
        return verification != null && verification.passed();
    }
}
