package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import java.util.List;

/**
 * Everything that whoever has a conflict resolved has to know.
 *
 * @param run the run's id
 * @param round how often the run has been begun
 * @param attempt the number of the try, from 1: one more for each that was lost
 * @param base what the run starts from
 * @param branches all work of the run, in plan order, with the task's among it
 * @param soFar the result that the task is to be brought together with
 * @param resolutions those that are part of that result
 * @param task the id of the task that was left out
 * @param resolver who does it
 * @param prompt what the resolver is told; the three sides of each path are still to be added
 * @param provision what the worktree has besides the files of a commit
 * @param environment what its command finds in its environment
 */
public record ResolutionOrder(
        String run,
        int round,
        int attempt,
        PinnedBase base,
        List<BranchToMerge> branches,
        MergeResult soFar,
        List<Resolution> resolutions,
        String task,
        Resolver resolver,
        String prompt,
        Provision provision,
        EnvironmentSpec environment) {
    public ResolutionOrder {
        branches = List.copyOf(branches);
        resolutions = List.copyOf(resolutions);
    }

    /** The step that it is. */
    public StepId id() {
        return new StepId(run, new AttemptId(task, attempt), StepKind.RESOLUTION);
    }

    /** The work that was left out. */
    public BranchToMerge branch() {
        return branches.stream()
                .filter(branch -> branch.task().equals(task))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no work of task '" + task + "'"));
    }
}
