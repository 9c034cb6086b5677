package dev.stretto.app.terminal;

import dev.stretto.engine.lint.LintRule;
import dev.stretto.engine.lint.LintWarning;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prompts and the advice on them, as lines for people. */
public final class LintText {
    private static final int TOLD_OF_A_RULE = 10;
    private static final int TASKS_TOLD = 5;

    private LintText() {}

    /** What the subagent of these tasks will read; absent if they have no prompt. */
    public static List<String> prompt(List<String> tasks, @Nullable String prompt) {
        String heading = "── prompt of " + names(tasks) + " ──";
        return prompt == null
                ? List.of("", heading, "", "(none: its subagent is a command that is started without one)")
                : List.of("", heading, "", prompt.stripTrailing());
    }

    /** The advice, rule by rule; nothing if there is none. */
    public static List<String> lines(List<LintWarning> lint) {
        if (lint.isEmpty()) {
            return List.of();
        }
        Map<LintRule, List<LintWarning>> byRule = new EnumMap<>(LintRule.class);
        lint.forEach(piece ->
                byRule.computeIfAbsent(piece.rule(), rule -> new ArrayList<>()).add(piece));
        List<String> lines = new ArrayList<>(List.of("", "Advice on prompts (it keeps nothing from running):"));
        byRule.forEach((rule, pieces) -> {
            lines.add("  " + rule.id() + ": " + rule.why());
            lines.add("    better: " + rule.example());
            pieces.stream()
                    .limit(TOLD_OF_A_RULE)
                    .map(piece -> "    - " + names(piece.tasks()) + ": " + Printable.line(piece.what()))
                    .forEach(lines::add);
            if (pieces.size() > TOLD_OF_A_RULE) {
                lines.add("    … and " + (pieces.size() - TOLD_OF_A_RULE) + " more; --json lists all");
            }
        });
        return List.copyOf(lines);
    }

    private static String names(List<String> tasks) {
        return tasks.size() <= TASKS_TOLD
                ? String.join(", ", tasks)
                : String.join(", ", tasks.subList(0, TASKS_TOLD)) + " and " + (tasks.size() - TASKS_TOLD) + " more";
    }
}
