package dev.stretto.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders a task's prompt into the one text that its subagent reads, as Markdown. */
public final class PromptRenderer {
    private PromptRenderer() {}

    /**
     * The prompt for the tasks that one subagent carries out together; usually that is one.
     *
     * @return empty if none of them has a prompt
     */
    public static Optional<String> render(Plan plan, List<Task> tasks) {
        List<Task> asked = tasks.stream().filter(task -> task.prompt() != null).toList();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        List<String> sections = new ArrayList<>();
        if (plan.goal() != null) {
            sections.add("The whole plan's goal: " + plan.goal().strip());
        }
        if (asked.size() > 1) {
            sections.add("These " + asked.size()
                    + " tasks are related: fixing one may fix others. Investigate them together.");
        }
        asked.forEach(task -> sections.add(render(task)));
        return Optional.of(String.join("\n\n", sections) + "\n");
    }

    private static String render(Task task) {
        List<String> sections = new ArrayList<>();
        sections.add("# " + task.title());
        switch (task.prompt()) {
            case Prompt.Text text -> sections.add(text.text().strip());
            case Prompt.Parts parts -> addParts(sections, parts);
            case null -> {}
        }
        scope(task).ifPresent(sections::add);
        return String.join("\n\n", sections);
    }

    private static Optional<String> scope(Task task) {
        if (task.writes() == null) {
            return Optional.empty();
        }
        return Optional.of(
                task.writes().isEmpty()
                        ? "## Change no files\n\nThis task is to find out and tell; changes of files are reported."
                        : "## Files you may change\n\n" + bullets(task.writes())
                                + "\n\nOthers work on other files at the same time; changes outside these are reported.");
    }

    private static void addParts(List<String> sections, Prompt.Parts parts) {
        addPart(sections, "Scope", parts.scope());
        addPart(sections, "Goal", parts.goal());
        addPart(sections, "Context", parts.context());
        if (!parts.constraints().isEmpty()) {
            sections.add("## Constraints\n\n" + bullets(parts.constraints()));
        }
        addPart(sections, "Return", parts.returns());
    }

    private static void addPart(List<String> sections, String heading, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            sections.add("## " + heading + "\n\n" + text.strip());
        }
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line.strip()).collect(Collectors.joining("\n"));
    }
}
