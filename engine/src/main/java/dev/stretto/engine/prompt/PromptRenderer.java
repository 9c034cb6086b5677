package dev.stretto.engine.prompt;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.ConcurrentAssignments;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders an assignment's prompt into the one text that its subagent reads, as Markdown. The text is a function of plan and
 * decision alone, so that every attempt, also one that is resumed after a restart, has been told the same.
 */
public final class PromptRenderer {
    private final Plan plan;
    private final Map<String, Task> tasks = new HashMap<>();
    private final ConcurrentTasksSection concurrent;

    /** Renders the prompts of a plan for which this has been decided. */
    public PromptRenderer(Plan plan, DispatchDecision decision) {
        this.plan = plan;
        plan.tasks().forEach(task -> tasks.put(task.id(), task));
        this.concurrent =
                new ConcurrentTasksSection(plan, tasks, ConcurrentAssignments.of(decision, plan.concurrency()));
    }

    /**
     * What the subagent reads that carries out an assignment.
     *
     * @return empty if none of its tasks has a prompt
     */
    public Optional<String> render(Assignment assignment) {
        List<Task> members = members(assignment);
        if (members.stream().noneMatch(task -> task.prompt() != null)) {
            return Optional.empty();
        }
        List<String> sections = new ArrayList<>();
        goal().ifPresent(sections::add);
        sections.add(asked(members));
        concurrent.of(assignment).ifPresent(sections::add);
        return Optional.of(String.join("\n\n", sections) + "\n");
    }

    /** What the whole plan is for, as a sentence; empty if it does not say. */
    public Optional<String> goal() {
        return Optional.ofNullable(plan.goal()).map(goal -> "The whole plan's goal: " + goal.strip());
    }

    /**
     * What an assignment was asked, for somebody else to read: without the plan's goal and without what goes on beside it.
     *
     * @return empty if none of its tasks has a prompt
     */
    public Optional<String> asked(Assignment assignment) {
        List<Task> members = members(assignment);
        return members.stream().anyMatch(task -> task.prompt() != null)
                ? Optional.of(asked(members))
                : Optional.empty();
    }

    private List<Task> members(Assignment assignment) {
        return assignment.tasks().stream()
                .map(id -> Objects.requireNonNull(tasks.get(id), () -> "the plan has no task '" + id + "'"))
                .toList();
    }

    private static String asked(List<Task> members) {
        String related =
                "These " + members.size() + " tasks are related: fixing one may fix others. Investigate them together.";
        String each = members.stream().map(PromptRenderer::task).collect(Collectors.joining("\n\n"));
        return members.size() == 1 ? each : related + "\n\n" + each;
    }

    private static String task(Task task) {
        List<String> sections = new ArrayList<>();
        sections.add("# " + task.title());
        switch (task.prompt()) {
            case Prompt.Text text -> {
                sections.add(text.text().stripTrailing());
                addFiles(sections, task.writes());
            }
            case Prompt.Parts parts -> addParts(sections, parts, task.writes());
            case null -> addFiles(sections, task.writes());
        }
        return String.join("\n\n", sections);
    }

    private static void addParts(List<String> sections, Prompt.Parts parts, @Nullable List<String> writes) {
        addPart(sections, "Scope", parts.scope());
        addPart(sections, "Goal", parts.goal());
        addPart(sections, "Context", parts.context());
        if (!parts.constraints().isEmpty()) {
            sections.add("## Constraints\n\n" + bullets(parts.constraints()));
        }
        addFiles(sections, writes);
        addPart(sections, "Return", parts.returns());
    }

    /** Nothing is said where nothing is known: the subagent finds out by itself what it has to change. */
    private static void addFiles(List<String> sections, @Nullable List<String> writes) {
        if (writes == null) {
            return;
        }
        sections.add(
                writes.isEmpty()
                        ? "## Change no files\n\nThis task is to find out and tell; changes of files are reported."
                        : "## Files you may change\n\n" + bullets(writes) + "\n\nChanges outside these are reported.");
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
