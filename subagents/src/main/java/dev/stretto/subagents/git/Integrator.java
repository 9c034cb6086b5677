package dev.stretto.subagents.git;

import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.synthesis.Integration;

/** Makes the branch that holds a run's merged result. */
public final class Integrator {

    /** Makes the branch {@code stretto/RUN} at a commit. */
    public Integration integrate(String run, PinnedBase base, String commit, boolean moveUsersBranch)
            throws GitException {
        return new Integration(null, null, null);
    }
}
