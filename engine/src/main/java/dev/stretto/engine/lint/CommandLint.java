package dev.stretto.engine.lint;

import dev.stretto.engine.plan.Placeholder;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the commands of a plan for placeholders inside of shell text: what is put in their place becomes part of the program
 * that the shell reads. The time that it takes is linear in the length of the commands.
 */
public final class CommandLint {
    private CommandLint() {}

    /** The warnings on a checked plan. Tasks with the same command share one; those on the synthesis come last, and have no tasks. */
    public static List<LintWarning> of(Plan plan) {
        Map<List<String>, List<String>> tasks = new LinkedHashMap<>();
        for (Task task : plan.tasks()) {
            if (task.subagent() instanceof SubagentSpec.Command command) {
                tasks.computeIfAbsent(command.words(), words -> new ArrayList<>())
                        .add(task.id());
            }
        }
        Stream<LintWarning> ofTasks = tasks.entrySet().stream()
                .flatMap(command -> warnings(command.getKey(), command.getValue(), "The command"));
        return Stream.concat(ofTasks, ofSynthesis(plan.synthesis(), tasks)).toList();
    }

    private static Stream<LintWarning> ofSynthesis(SynthesisSpec synthesis, Map<List<String>, List<String>> tasks) {
        List<String> verify =
                synthesis.verify() == null ? List.of() : synthesis.verify().command();
        List<String> resolver = synthesis.resolver() == null
                ? List.of()
                : words(synthesis.resolver().subagent());
        return Stream.concat(
                warnings(verify, List.of(), "The command of 'synthesis.verify'"),
                tasks.containsKey(resolver)
                        ? Stream.empty()
                        : warnings(resolver, List.of(), "The command of 'synthesis.resolver'"));
    }

    private static List<String> words(@Nullable SubagentSpec subagent) {
        return subagent instanceof SubagentSpec.Command command ? command.words() : List.of();
    }

    private static Stream<LintWarning> warnings(List<String> words, List<String> tasks, String whose) {
        return ShellText.of(words).stream()
                .filter(text -> !Placeholder.in(text).isEmpty())
                .map(text -> new LintWarning(LintRule.PLACEHOLDER_IN_SHELL, tasks, what(whose, text)));
    }

    private static String what(String whose, String text) {
        List<String> lines = text.lines().toList();
        List<String> better = ShellText.withVariables(text).lines().toList();
        int line = 0;
        while (lines.get(line).equals(better.get(line))) {
            line++;
        }
        return whose + " has shell text with "
                + String.join(
                        ", ",
                        Placeholder.in(text).stream().map(Placeholder::toString).toList())
                + "; write: " + better.get(line).strip();
    }
}
