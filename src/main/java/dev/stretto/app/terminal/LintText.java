package dev.stretto.app.terminal;

import dev.stretto.engine.lint.LintRule;
import dev.stretto.engine.lint.LintWarning;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prompts and what the lint says of them, as lines for people. */
public final class LintText {
    private static final int TOLD_OF_A_RULE = 10;
    private static final int TASKS_TOLD = 5;

    private LintText() {}

    /** What the subagent of these tasks will read; absent if they have no prompt. */
    public static List<String> prompt(List<String> tasks, @Nullable String prompt) {
        String heading = "── prompt of " + Listed.first(TASKS_TOLD, tasks) + " ──";
        return prompt == null
                ? List.of("", heading, "", "(none: its subagent is a command that is started without one)")
                : List.of("", heading, "", prompt.stripTrailing());
    }

    /** The warnings, rule by rule; nothing if there is none. */
    public static List<String> lines(List<LintWarning> lint) {
        if (lint.isEmpty()) {
            return List.of();
        }
        Map<LintRule, List<LintWarning>> byRule = new EnumMap<>(LintRule.class);
        lint.forEach(warning -> byRule.computeIfAbsent(warning.rule(), rule -> new ArrayList<>())
                .add(warning));
        List<String> lines = new ArrayList<>(List.of("", "Prompt lint (it keeps nothing from running):"));
        byRule.forEach((rule, warnings) -> {
            lines.add("  " + rule.id() + ": " + rule.why());
            lines.add("    better: " + rule.example());
            warnings.stream()
                    .limit(TOLD_OF_A_RULE)
                    .map(warning -> "    - " + about(warning.tasks()) + Printable.line(warning.what()))
                    .forEach(lines::add);
            if (warnings.size() > TOLD_OF_A_RULE) {
                lines.add("    … and " + (warnings.size() - TOLD_OF_A_RULE) + " more; --json lists all");
            }
        });
        return List.copyOf(lines);
    }

    private static String about(List<String> tasks) {
        return tasks.isEmpty() ? "" : Listed.first(TASKS_TOLD, tasks) + ": ";
    }
}
