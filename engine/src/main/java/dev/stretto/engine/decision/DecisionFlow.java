package dev.stretto.engine.decision;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Precedence;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decision flow: one task, or related ones, go to a single subagent; tasks that depend on each other, share a
 * resource or may write the same file don't run together; everything else is dispatched at once.
 */
public final class DecisionFlow {
    private DecisionFlow() {}

    /** Decides for a checked plan. The same plan always gets the same decision. */
    public static DispatchDecision decide(Plan plan) {
        List<Assignment> assignments = assignments(plan);
        List<List<String>> waves = waves(assignments);
        DispatchMode mode = mode(plan, assignments, waves);
        return new DispatchDecision(mode, DecisionReasons.of(plan, mode, assignments, waves), waves, assignments);
    }

    private static DispatchMode mode(Plan plan, List<Assignment> assignments, List<List<String>> waves) {
        if (assignments.size() == 1) {
            return DispatchMode.SINGLE;
        }
        if (plan.mode() == Mode.SEQUENTIAL || waves.size() == assignments.size()) {
            return DispatchMode.SEQUENTIAL;
        }
        return waves.size() == 1 ? DispatchMode.PARALLEL : DispatchMode.WAVES;
    }

    private static List<Assignment> assignments(Plan plan) {
        Precedence precedence = Precedence.of(plan);
        List<Integer> order = precedence.order();
        if (order.size() != precedence.groups().size()) {
            throw new IllegalArgumentException("a plan with a cycle has no order; check it first");
        }
        Separations separations = new Separations(plan, precedence, order);
        separations.keepDependencies();
        separations.keepResources();
        switch (plan.mode()) {
            case AUTO -> separations.separateScopes();
            case SEQUENTIAL -> separations.oneAtATime();
            case PARALLEL -> {}
        }
        return order.stream()
                .map(group -> new Assignment(
                        plan.tasks().get(group).id(),
                        precedence.members(group).stream()
                                .map(plan.tasks()::get)
                                .map(Task::id)
                                .toList(),
                        separations.of(group)))
                .toList();
    }

    private static List<List<String>> waves(List<Assignment> assignments) {
        Map<String, Integer> waveOf = new HashMap<>();
        List<List<String>> waves = new ArrayList<>();
        for (Assignment assignment : assignments) {
            int wave = assignment.waits().stream()
                    .mapToInt(wait -> waveOf.getOrDefault(wait.on(), 0) + 1)
                    .max()
                    .orElse(0);
            waveOf.put(assignment.lead(), wave);
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).addAll(assignment.tasks());
        }
        return waves;
    }
}
