package dev.stretto.engine.advice;

import dev.stretto.engine.decision.Company;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the prompts of a plan and says what their subagents would miss. Tasks without a prompt are passed over. The time
 * that it takes is linear in the length of the prompts.
 */
public final class PromptAdvice {
    private final boolean goalShows;
    private final boolean goalLimits;
    private final boolean goalReports;
    private final List<Advice> advice = new ArrayList<>();

    private PromptAdvice(Plan plan) {
        List<Sentence> goal =
                plan.goal() == null ? List.of() : Sentences.of(plan.goal()).prose();
        this.goalShows =
                goal.stream().anyMatch(sentence -> sentence.tokens().stream().anyMatch(Evidence::isIn));
        this.goalLimits = goal.stream().anyMatch(Limits::stated);
        this.goalReports = goal.stream().anyMatch(Reports::asked);
    }

    /** The advice on a checked plan, task by task in plan order; what is about several tasks comes last. */
    public static List<Advice> of(Plan plan) {
        return of(plan, DecisionFlow.decide(plan));
    }

    /** As {@link #of(Plan)}, where the decision has been made already. */
    public static List<Advice> of(Plan plan, DispatchDecision decision) {
        PromptAdvice advice = new PromptAdvice(plan);
        SameFile sameFile = new SameFile(Company.of(decision, plan.concurrency()));
        for (Task task : plan.tasks()) {
            Prompt prompt = task.prompt();
            if (prompt != null) {
                Reading reading = Reading.of(task, prompt);
                advice.look(reading);
                sameFile.look(reading);
            }
        }
        advice.advice.addAll(sameFile.advice());
        return List.copyOf(advice.advice);
    }

    private void look(Reading reading) {
        add(AdviceRule.TOO_BROAD, reading, PromptRules.tooBroad(reading));
        add(AdviceRule.NO_CONTEXT, reading, PromptRules.noContext(reading, goalShows));
        add(AdviceRule.NO_CONSTRAINTS, reading, PromptRules.noConstraints(reading, goalLimits));
        add(AdviceRule.VAGUE_RETURN, reading, PromptRules.vagueReturn(reading, goalReports));
        add(AdviceRule.SCOPE_AND_WRITES_DISAGREE, reading, ScopeAndWrites.disagreement(reading));
    }

    private void add(AdviceRule rule, Reading reading, Optional<String> found) {
        found.ifPresent(
                what -> advice.add(new Advice(rule, List.of(reading.task().id()), what)));
    }
}
