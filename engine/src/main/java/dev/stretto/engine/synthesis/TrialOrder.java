package dev.stretto.engine.synthesis;

import dev.stretto.engine.plan.SynthesisSpec.Verify;
import java.util.List;
import java.util.Optional;

/**
 * Everything that whoever carries out a trial has to know.
 *
 * @param trial which
 * @param branches the work of its tasks, in the order of merging
 * @param rules what to do where they collide
 * @param verify what to run
 * @param ended the trials that have ended so far
 */
public record TrialOrder(
        Trial trial, List<BranchToMerge> branches, MergeRules rules, Verify verify, List<TrialResult> ended) {
    public TrialOrder {
        branches = List.copyOf(branches);
        ended = List.copyOf(ended);
    }

    /** What an earlier trial, of the same run, has found of this very tree. */
    public Optional<Verification> known(String tree) {
        return ended.stream()
                .filter(result -> tree.equals(result.tree()) && result.trial().run() == trial.run())
                .flatMap(result -> Optional.ofNullable(result.verification()).stream())
                .findFirst();
    }
}
