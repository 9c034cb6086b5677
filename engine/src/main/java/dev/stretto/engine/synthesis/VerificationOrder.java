package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SynthesisSpec.Verify;
import org.jspecify.annotations.Nullable;

/**
 * Everything that whoever runs the plan's verification on the result has to know.
 *
 * @param run the run's id
 * @param round how often the run has been begun
 * @param attempt the number of the try, from 1: one more for each that was lost
 * @param verify what to run
 * @param base what the run starts from; absent without a repository
 * @param commit what it is run on; absent if nothing was merged and there is no base
 * @param directory where it is run if there is nothing to check out; absent if the plan names no directory
 * @param provision what the worktree has besides the files of a commit
 * @param environment what its command finds in its environment
 */
public record VerificationOrder(
        String run,
        int round,
        int attempt,
        Verify verify,
        @Nullable PinnedBase base,
        @Nullable String commit,
        @Nullable String directory,
        Provision provision,
        EnvironmentSpec environment) {

    /** The step that it is. */
    public StepId id() {
        return new StepId(run, new AttemptId(StepId.RESULT, attempt), StepKind.VERIFICATION);
    }
}
