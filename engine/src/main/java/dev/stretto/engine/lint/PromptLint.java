package dev.stretto.engine.lint;

import dev.stretto.engine.decision.ConcurrentAssignments;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Task;
import dev.stretto.grammar.Sentence;
import dev.stretto.grammar.Sentences;
import dev.stretto.grammar.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the prompts of a plan and says what their subagents would miss. Tasks without a prompt are passed over. The time
 * that it takes is linear in the length of the prompts.
 */
public final class PromptLint {
    private final boolean goalShows;
    private final boolean goalLimits;
    private final boolean goalReports;
    private final List<LintWarning> lint = new ArrayList<>();

    private PromptLint(Plan plan) {
        List<Sentence> goal =
                plan.goal() == null ? List.of() : Sentences.of(plan.goal()).prose();
        this.goalShows =
                goal.stream().anyMatch(sentence -> sentence.tokens().stream().anyMatch(Token::showsFailure));
        this.goalLimits = goal.stream().anyMatch(Sentence::statesLimits);
        this.goalReports = goal.stream().anyMatch(Sentence::asksForReport);
    }

    /** The warnings on a checked plan, task by task in plan order; what is about several tasks comes last. */
    public static List<LintWarning> of(Plan plan) {
        return of(plan, DecisionFlow.decide(plan));
    }

    /** As {@link #of(Plan)}, where the decision has been made already. */
    public static List<LintWarning> of(Plan plan, DispatchDecision decision) {
        PromptLint lint = new PromptLint(plan);
        SameFile sameFile = new SameFile(ConcurrentAssignments.of(decision, plan.concurrency()));
        for (Task task : plan.tasks()) {
            Prompt prompt = task.prompt();
            if (prompt != null) {
                Reading reading = Reading.of(task, prompt);
                lint.look(reading);
                sameFile.look(reading);
            }
        }
        lint.lint.addAll(sameFile.lint());
        return List.copyOf(lint.lint);
    }

    private void look(Reading reading) {
        add(LintRule.TOO_BROAD, reading, PromptRules.tooBroad(reading));
        add(LintRule.NO_CONTEXT, reading, PromptRules.noContext(reading, goalShows));
        add(LintRule.NO_CONSTRAINTS, reading, PromptRules.noConstraints(reading, goalLimits));
        add(LintRule.VAGUE_RETURN, reading, PromptRules.vagueReturn(reading, goalReports));
        add(LintRule.SCOPE_AND_WRITES_DISAGREE, reading, ScopeAndWrites.disagreement(reading));
    }

    private void add(LintRule rule, Reading reading, Optional<String> found) {
        found.ifPresent(
                what -> lint.add(new LintWarning(rule, List.of(reading.task().id()), what)));
    }
}
