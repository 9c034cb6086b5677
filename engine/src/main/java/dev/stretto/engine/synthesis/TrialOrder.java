package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SynthesisSpec.Verify;
import java.util.List;
import java.util.Optional;

/**
 * Everything that whoever carries out a trial has to know.
 *
 * @param run the run's id
 * @param round how often the run has been begun
 * @param attempt the number of the try, from 1: one more for each that was lost
 * @param base what the run starts from
 * @param trial which
 * @param branches the work of its tasks, in the order of merging
 * @param rules what to do where they collide
 * @param verify what to run
 * @param ended the trials that have ended so far
 * @param provision what the worktree has besides the files of a commit
 * @param environment what its command finds in its environment
 */
public record TrialOrder(
        String run,
        int round,
        int attempt,
        PinnedBase base,
        Trial trial,
        List<BranchToMerge> branches,
        MergeRules rules,
        Verify verify,
        List<TrialResult> ended,
        Provision provision,
        EnvironmentSpec environment) {
    public TrialOrder {
        branches = List.copyOf(branches);
        ended = List.copyOf(ended);
    }

    /** The step that it is. */
    public StepId id() {
        return new StepId(run, new AttemptId(trial.key(), attempt), StepKind.TRIAL);
    }

    /** What an earlier trial, of the same run, has found of this very tree. */
    public Optional<Verification> known(String tree) {
        return ended.stream()
                .filter(result -> tree.equals(result.tree()) && result.trial().run() == trial.run())
                .flatMap(result -> Optional.ofNullable(result.verification()).stream())
                .findFirst();
    }
}
