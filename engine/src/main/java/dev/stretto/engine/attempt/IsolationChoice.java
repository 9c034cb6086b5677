package dev.stretto.engine.attempt;

import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of a run are kept apart.
 *
 * @param isolation never {@link Isolation#AUTO}
 * @param because why, in words; absent if the plan says so, and the machine permits it
 */
public record IsolationChoice(Isolation isolation, @Nullable String because) {

    /** What a plan says that leaves nothing open. */
    public static IsolationChoice of(Isolation isolation) {
        return new IsolationChoice(isolation, null);
    }
}
