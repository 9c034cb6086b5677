package dev.stretto.engine.lint;

import java.util.List;

/**
 * Something about a prompt that its subagent would miss, or about a command that would surprise.
 *
 * @param rule which rule says so; it has the reason, and an example of better
 * @param tasks the ids of the tasks that it is about, in plan order; empty if it is about the synthesis
 * @param what what was found, as a sentence
 */
public record LintWarning(LintRule rule, List<String> tasks, String what) {
    public LintWarning {
        tasks = List.copyOf(tasks);
    }
}
