package dev.stretto.app.command;

import dev.stretto.app.terminal.AdviceText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.advice.Advice;
import dev.stretto.engine.advice.AdviceRule;
import dev.stretto.engine.advice.PromptAdvice;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.prompt.PromptRenderer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of {@code check} that is about prompts: what subagents will read, and advice on it. */
final class PromptOptions {

    @Option(names = "--prompts", description = "Shows what each subagent will read.")
    private boolean prompts;

    @Option(names = "--task", paramLabel = "ID", description = "Shows what the subagent of this task will read.")
    private @Nullable String task;

    @Option(names = "--strict", description = "Exit code 1 if there is any advice on prompts.")
    private boolean strict;

    @Option(
            names = "--allow",
            paramLabel = "RULE",
            split = ",",
            description = "No advice of this rule, such as no-constraints. May be given several times.")
    private List<String> allowed = List.of();

    /** A prompt, as {@code check --json} prints it. */
    record Prompt(List<String> tasks, @Nullable String prompt) {}

    /** Advice, as {@code check --json} prints it. */
    record Piece(String rule, List<String> tasks, String what, String why, String example) {
        static Piece of(Advice advice) {
            AdviceRule rule = advice.rule();
            return new Piece(rule.id(), advice.tasks(), advice.what(), rule.why(), rule.example());
        }
    }

    /** What was asked for of a plan's prompts; {@code prompts} is absent if nobody wants to see them. */
    record Found(@Nullable List<Prompt> prompts, List<Advice> advice, int exitCode) {
        List<Piece> pieces() {
            return advice.stream().map(Piece::of).toList();
        }

        void print(Screen screen) {
            if (prompts != null) {
                prompts.forEach(prompt ->
                        AdviceText.prompt(prompt.tasks(), prompt.prompt()).forEach(screen::line));
            }
            AdviceText.lines(advice).forEach(screen::line);
        }
    }

    /** Looks at the prompts of a plan as the options say. */
    Found look(Plan plan, DispatchDecision decision) throws UsageException {
        Set<AdviceRule> silent = silent();
        List<Assignment> wanted = wanted(decision);
        Set<String> tasks = wanted.stream()
                .flatMap(assignment -> assignment.tasks().stream())
                .collect(Collectors.toSet());
        List<Advice> advice = PromptAdvice.of(plan, decision).stream()
                .filter(piece -> !silent.contains(piece.rule()))
                .filter(piece -> piece.tasks().stream().anyMatch(tasks::contains))
                .toList();
        int exitCode = strict && !advice.isEmpty() ? ExitCodes.UNCLEAN : ExitCodes.CLEAN;
        return new Found(prompts || task != null ? prompts(plan, decision, wanted) : null, advice, exitCode);
    }

    private static List<Prompt> prompts(Plan plan, DispatchDecision decision, List<Assignment> wanted) {
        PromptRenderer renderer = new PromptRenderer(plan, decision);
        return wanted.stream()
                .map(assignment -> new Prompt(
                        assignment.tasks(), renderer.render(assignment).orElse(null)))
                .toList();
    }

    private List<Assignment> wanted(DispatchDecision decision) throws UsageException {
        String only = task;
        if (only == null) {
            return decision.assignments();
        }
        List<Assignment> wanted = decision.assignments().stream()
                .filter(assignment -> assignment.tasks().contains(only))
                .toList();
        if (wanted.isEmpty()) {
            throw new UsageException("the plan has no task '" + only + "'");
        }
        return wanted;
    }

    private Set<AdviceRule> silent() throws UsageException {
        Set<AdviceRule> silent = EnumSet.noneOf(AdviceRule.class);
        for (String id : allowed) {
            silent.add(AdviceRule.of(id)
                    .orElseThrow(() -> new UsageException("there is no rule '" + id + "' for prompts; there are "
                            + Arrays.stream(AdviceRule.values())
                                    .map(AdviceRule::id)
                                    .collect(Collectors.joining(", ")))));
        }
        return silent;
    }
}
