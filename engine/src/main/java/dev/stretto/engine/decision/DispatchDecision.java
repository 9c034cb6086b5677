package dev.stretto.engine.decision;

import java.util.List;

/**
 * Which tasks may run together, which may not, and why.
 *
 * @param mode what the decision flow came to
 * @param reasons the way to it, in words
 * @param waves the tasks by the earliest moment at which they can start. A wave is no barrier: what an assignment does
 *     not wait for does not hold it back
 * @param assignments what the subagents carry out, in an order that keeps dependencies and otherwise that of the plan
 */
public record DispatchDecision(
        DispatchMode mode, List<String> reasons, List<List<String>> waves, List<Assignment> assignments) {
    public DispatchDecision {
        reasons = List.copyOf(reasons);
        waves = waves.stream().map(List::copyOf).toList();
        assignments = List.copyOf(assignments);
    }
}
