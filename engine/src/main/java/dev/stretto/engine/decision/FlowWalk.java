package dev.stretto.engine.decision;

import dev.stretto.engine.decision.FlowStep.Answer;
import dev.stretto.engine.decision.Separation.Kind;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Walks the decision flow once more, question by question, and says what each answer rests on. */
final class FlowWalk {
    private static final int GROUPS_TOLD = 3;

    private final Plan plan;
    private final DispatchDecision decision;
    private final List<Separation> separations;
    private final List<FlowStep> steps = new ArrayList<>();

    private FlowWalk(Plan plan, DispatchDecision decision, List<Separation> separations) {
        this.plan = plan;
        this.decision = decision;
        this.separations = separations;
    }

    static List<FlowStep> of(Plan plan, DispatchDecision decision, List<Separation> separations) {
        FlowWalk walk = new FlowWalk(plan, decision, separations);
        if (walk.multiple() && walk.independent()) {
            walk.parallel();
        }
        return walk.steps;
    }

    private boolean multiple() {
        boolean more = plan.tasks().size() > 1;
        step(
                "Multiple tasks?",
                more ? Answer.YES : Answer.NO,
                more ? Phrases.counted(plan.tasks().size(), "task") : "there is one task",
                more ? "" : "Single agent handles all");
        return more;
    }

    private boolean independent() {
        List<Assignment> groups = decision.assignments().stream()
                .filter(assignment -> assignment.tasks().size() > 1)
                .toList();
        if (groups.isEmpty()) {
            step("Are they independent?", Answer.YES, "the plan says of none that it is related to another", "");
            return true;
        }
        boolean all = decision.assignments().size() == 1;
        String told = groups.stream()
                .limit(GROUPS_TOLD)
                .map(group -> Phrases.named(group.tasks()))
                .collect(Collectors.joining("; "));
        step(
                "Are they independent?",
                all ? Answer.NO : Answer.PARTLY,
                (all ? "the plan says that all are related: " : "the plan says that these are related: ")
                        + told
                        + (groups.size() > GROUPS_TOLD
                                ? "; and " + (groups.size() - GROUPS_TOLD) + " more groups"
                                : ""),
                "Single agent investigates together");
        return !all;
    }

    private void parallel() {
        String question = "Can work in parallel?";
        switch (decision.mode()) {
            case SINGLE -> {}
            case PARALLEL -> step(question, Answer.YES, nothingInCommon(), "PARALLEL DISPATCH");
            case SEQUENTIAL ->
                step(
                        question,
                        Answer.NO,
                        plan.mode() == Mode.SEQUENTIAL
                                ? "the plan wants one at a time"
                                : "each has to wait for another: " + kinds(),
                        "Sequential agents");
            case WAVES ->
                step(
                        question,
                        Answer.PARTLY,
                        kinds(),
                        "PARALLEL DISPATCH in " + decision.waves().size() + " waves");
        }
    }

    private String nothingInCommon() {
        if (plan.mode() == Mode.PARALLEL) {
            return "the plan asks for it; scopes were not compared";
        }
        long unknown =
                plan.tasks().stream().filter(task -> task.writes() == null).count();
        if (unknown == plan.tasks().size()) {
            return "nothing says otherwise, but no task says what it writes";
        }
        return "nothing that they depend on, share or say they write is in common"
                + (unknown == 0 ? "" : "; of " + unknown + " it is not known what they write");
    }

    /** How many pairs are kept apart, by kind. */
    private String kinds() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        separations.stream()
                .filter(separation -> separation.kind() != Kind.RELATED)
                .forEach(separation -> counts.merge(separation.kind(), 1, Integer::sum));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return Phrases.counted(all, "pair") + " kept apart: "
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().words())
                        .collect(Collectors.joining(", "));
    }

    private void step(String question, Answer answer, String because, String outcome) {
        steps.add(new FlowStep(question, answer, because, outcome.isEmpty() ? null : outcome));
    }
}
