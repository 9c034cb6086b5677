package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * A completed task's work, as the merge takes it.
 *
 * @param task the id of the assignment's lead
 * @param title what the merge commit says
 * @param attempt the attempt that did the work
 * @param branch the task's branch
 * @param start the commit that the work began from
 * @param commit the head of that work
 * @param needs the tasks on whose work this one builds: without them it can't be merged
 * @param weight how many tasks of the plan it stands for
 */
public record BranchToMerge(
        String task,
        String title,
        int attempt,
        String branch,
        String start,
        String commit,
        List<String> needs,
        int weight) {
    public BranchToMerge {
        needs = List.copyOf(needs);
    }

    /** The same as something to choose among. */
    public Choosable choosable() {
        return new Choosable(task, needs, weight);
    }
}
