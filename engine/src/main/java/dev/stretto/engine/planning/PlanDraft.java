package dev.stretto.engine.planning;

import dev.stretto.engine.plan.SynthesisSpec;
import java.util.List;

/**
 * A plan as a planner proposes it, with the reasons that its file says in comments.
 *
 * @param made how it was made and why it has these tasks, line by line
 * @param settings what the user said about the plan as a whole
 * @param tasks at least one
 * @param integrate what becomes of the merged result
 */
public record PlanDraft(
        List<String> made, PlanSettings settings, List<TaskDraft> tasks, SynthesisSpec.Integrate integrate) {

    public PlanDraft {
        made = List.copyOf(made);
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one task");
        }
    }
}
