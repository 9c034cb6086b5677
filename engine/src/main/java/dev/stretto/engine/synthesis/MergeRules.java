package dev.stretto.engine.synthesis;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import java.util.List;

/**
 * What a merge does where branches collide.
 *
 * @param onConflict what the plan wants: only {@link OnConflict#ORDER} lets a part of a branch be merged
 * @param resolutions what resolvers have made of collisions before; where just the same one is met again, it is used
 */
public record MergeRules(OnConflict onConflict, List<Resolution> resolutions) {
    public MergeRules {
        resolutions = List.copyOf(resolutions);
    }
}
