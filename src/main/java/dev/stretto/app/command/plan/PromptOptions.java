package dev.stretto.app.command.plan;

import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.LintText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.lint.CommandLint;
import dev.stretto.engine.lint.LintRule;
import dev.stretto.engine.lint.LintWarning;
import dev.stretto.engine.lint.PromptLint;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.prompt.PromptRenderer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of {@code check} that is about prompts: what subagents will read, and the lint of it and of commands. */
final class PromptOptions {

    @Option(names = "--prompts", description = "Shows what each subagent will read.")
    private boolean prompts;

    @Option(names = "--task", paramLabel = "ID", description = "Shows what the subagent of this task will read.")
    private @Nullable String task;

    @Option(names = "--strict", description = "Exit code 1 if the prompt lint warns of anything.")
    private boolean strict;

    @Option(
            names = "--allow",
            paramLabel = "RULE",
            split = ",",
            description = "No warnings of this lint rule, such as no-constraints. May be given several times.")
    private List<String> allowed = List.of();

    /** A prompt, as {@code check --json} prints it. */
    record Prompt(List<String> tasks, @Nullable String prompt) {}

    /** A warning, as {@code check --json} prints it. */
    record Warning(String rule, List<String> tasks, String what, String why, String example) {
        static Warning of(LintWarning lint) {
            LintRule rule = lint.rule();
            return new Warning(rule.id(), lint.tasks(), lint.what(), rule.why(), rule.example());
        }
    }

    /** What was asked for of a plan's prompts; {@code prompts} is absent if nobody wants to see them. */
    record Found(@Nullable List<Prompt> prompts, List<LintWarning> lint, int exitCode) {
        List<Warning> warnings() {
            return lint.stream().map(Warning::of).toList();
        }

        void print(Screen screen) {
            if (prompts != null) {
                prompts.forEach(prompt ->
                        LintText.prompt(prompt.tasks(), prompt.prompt()).forEach(screen::line));
            }
            LintText.lines(lint).forEach(screen::line);
        }
    }

    /** Looks at the prompts of a plan as the options say. */
    Found look(Plan plan, DispatchDecision decision) throws UsageException {
        Set<LintRule> silent = silent();
        List<Assignment> wanted = wanted(decision);
        Set<String> tasks = wanted.stream()
                .flatMap(assignment -> assignment.tasks().stream())
                .collect(Collectors.toSet());
        List<LintWarning> lint = Stream.concat(PromptLint.of(plan, decision).stream(), CommandLint.of(plan).stream())
                .filter(warning -> !silent.contains(warning.rule()))
                .filter(warning -> isOf(warning, tasks))
                .toList();
        int exitCode = strict && !lint.isEmpty() ? ExitCodes.UNCLEAN : ExitCodes.CLEAN;
        return new Found(prompts || task != null ? prompts(plan, decision, wanted) : null, lint, exitCode);
    }

    /** What is about the synthesis is about no task, and only said where all of the plan is asked for. */
    private boolean isOf(LintWarning warning, Set<String> tasks) {
        return warning.tasks().isEmpty()
                ? task == null
                : warning.tasks().stream().anyMatch(tasks::contains);
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

    private Set<LintRule> silent() throws UsageException {
        Set<LintRule> silent = EnumSet.noneOf(LintRule.class);
        for (String id : allowed) {
            silent.add(LintRule.of(id)
                    .orElseThrow(() -> new UsageException("there is no lint rule '" + id + "'; there are "
                            + Arrays.stream(LintRule.values()).map(LintRule::id).collect(Collectors.joining(", ")))));
        }
        return silent;
    }
}
