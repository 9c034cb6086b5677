package dev.stretto.engine.decision;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.List;

/** Puts a decision's reasons into words. */
final class DecisionReasons {
    /** So many waits are told one by one; the rest is counted. All of them stand in the assignments. */
    private static final int WAITS_TOLD = 100;

    private DecisionReasons() {}

    static List<String> of(Plan plan, DispatchMode mode, List<Assignment> assignments, List<List<String>> waves) {
        List<String> reasons = new ArrayList<>();
        reasons.add(headline(plan, mode, assignments.size(), waves.size()));
        concurrency(plan, mode, reasons);
        assignments.stream()
                .filter(assignment -> assignment.tasks().size() > 1)
                .map(assignment -> Phrases.named(assignment.tasks())
                        + " are related: one subagent investigates them together, as " + assignment.lead() + ".")
                .forEach(reasons::add);
        unknownScopes(plan, mode, reasons);
        resolver(plan, reasons);
        if (plan.mode() != Mode.SEQUENTIAL) {
            waits(assignments, reasons);
        }
        return reasons;
    }

    /** The reasons that are neither answers of the flow nor waits. */
    static List<String> notes(Plan plan, DispatchMode mode) {
        List<String> notes = new ArrayList<>();
        concurrency(plan, mode, notes);
        unknownScopes(plan, mode, notes);
        resolver(plan, notes);
        return notes;
    }

    private static void concurrency(Plan plan, DispatchMode mode, List<String> reasons) {
        if (plan.concurrency() > 0 && mode != DispatchMode.SINGLE) {
            reasons.add("The plan limits the run to " + Phrases.counted(plan.concurrency(), "attempt") + " at a time.");
        }
    }

    private static void resolver(Plan plan, List<String> reasons) {
        if (plan.synthesis().onConflict() == OnConflict.RESOLVE) {
            reasons.add("A task that conflicts with others is given to the plan's resolver, one after the other.");
        }
    }

    private static String headline(Plan plan, DispatchMode mode, int assignments, int waves) {
        String units = Phrases.counted(plan.tasks().size(), "task");
        return switch (mode) {
            case SINGLE ->
                plan.tasks().size() == 1
                        ? "One task: a single subagent carries it out."
                        : "All " + units + " are related: a single subagent carries them out.";
            case PARALLEL ->
                plan.mode() == Mode.PARALLEL
                        ? units + ", all at once: the plan asks for it, so scopes were not compared."
                        : units + ", all at once: nothing that they depend on, share or say they write is in common.";
            case SEQUENTIAL ->
                plan.mode() == Mode.SEQUENTIAL
                        ? units + ", one at a time: the plan asks for it."
                        : units + ", one at a time: each has to wait for another.";
            case WAVES ->
                assignments == plan.tasks().size()
                        ? units + " in " + waves + " waves: some have to wait for others, the rest runs at once."
                        : units + " for " + assignments + " subagents in " + waves
                                + " waves: some have to wait for others, the rest runs at once.";
        };
    }

    private static void unknownScopes(Plan plan, DispatchMode mode, List<String> reasons) {
        if (mode == DispatchMode.SINGLE || !plan.isolated() || plan.mode() != Mode.AUTO) {
            return;
        }
        List<String> silent = plan.tasks().stream()
                .filter(task -> task.writes() == null)
                .map(Task::id)
                .toList();
        if (!silent.isEmpty()) {
            reasons.add("Not said what they write: " + Phrases.named(silent)
                    + ". Whether they overlap is not known before; their worktrees and the synthesis protect"
                    + " the others.");
        }
    }

    private static void waits(List<Assignment> assignments, List<String> reasons) {
        List<String> told = assignments.stream()
                .flatMap(assignment -> assignment.waits().stream().map(wait -> wait.reason(assignment.lead()) + "."))
                .limit(WAITS_TOLD)
                .toList();
        reasons.addAll(told);
        int all = assignments.stream()
                .mapToInt(assignment -> assignment.waits().size())
                .sum();
        if (all > told.size()) {
            reasons.add("… and " + (all - told.size()) + " more such waits.");
        }
    }
}
