package dev.stretto.engine.decision;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.scope.KnownPaths;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision, explained. It follows from the plan, its decision and what is known besides, and is no part of a run's log.
 *
 * @param flow the decision flow as it was walked
 * @param notes what else bears on how the plan is carried out, in words
 * @param criticalPath the longest chain of waits
 * @param expectation how long it is expected to take; absent if no task is known from earlier runs
 * @param separations the pairs that are kept apart, and why
 * @param unknownScopes the ids of the tasks that do not say what they write, in plan order
 */
public record DecisionExplanation(
        List<FlowStep> flow,
        List<String> notes,
        CriticalPath criticalPath,
        @Nullable Expectation expectation,
        List<Separation> separations,
        List<String> unknownScopes) {
    public DecisionExplanation {
        flow = List.copyOf(flow);
        notes = List.copyOf(notes);
        separations = List.copyOf(separations);
        unknownScopes = List.copyOf(unknownScopes);
    }

    /** Explains a plan's decision. */
    public static DecisionExplanation of(
            Plan plan, DispatchDecision decision, KnownDurations durations, KnownPaths files) {
        List<Assignment> assignments = decision.assignments();
        boolean timed = assignments.stream()
                .anyMatch(assignment -> durations.of(assignment).isPresent());
        List<Separation> separations = SeparationFinder.of(plan, decision, files);
        return new DecisionExplanation(
                FlowWalk.of(plan, decision, separations),
                DecisionReasons.notes(plan, decision.mode()),
                CriticalPath.of(assignments, timed ? Expectation.filled(assignments, durations) : null),
                timed ? Expectation.of(assignments, durations, plan.concurrency()) : null,
                separations,
                plan.tasks().stream()
                        .filter(task -> task.writes() == null)
                        .map(Task::id)
                        .toList());
    }
}
