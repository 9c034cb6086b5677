package dev.stretto.engine.planning;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SynthesisSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Proposes a plan that looks at a repository from several perspectives at once and changes nothing. */
public final class PerspectivePlan {
    private PerspectivePlan() {}

    /** A task for each of these, at least one. */
    public static PlanDraft of(List<Perspective> perspectives, PlanSettings settings) {
        TaskIds ids = new TaskIds();
        List<TaskDraft> tasks = perspectives.stream()
                .map(perspective -> task(perspective, perspectives, ids.next(List.of(perspective.name()))))
                .toList();
        return new PlanDraft(
                List.of(
                        "Made by 'stretto plan from-perspectives': " + names(perspectives) + ".",
                        "Each subagent looks at the same code and changes nothing ('writes: []'), so they run all at once; a change",
                        "would be reported as out of scope. The report collects what they found: see 'stretto show latest'."),
                settings.orElse("perspectives", "Know what is wrong with this code, from each perspective"),
                tasks,
                SynthesisSpec.Integrate.NONE);
    }

    private static TaskDraft task(Perspective perspective, List<Perspective> all, String id) {
        List<Perspective> others =
                all.stream().filter(other -> !other.equals(perspective)).toList();
        List<String> constraints = new ArrayList<>(List.of(
                "Change nothing: no file of the repository may differ afterwards",
                "Report only what you have seen in the code, with its place"));
        if (!others.isEmpty()) {
            constraints.add("Leave to others what they look at: " + names(others));
        }
        return new TaskDraft(
                id,
                ShownText.line("Look at " + perspective.name()),
                new Prompt.Parts(
                        "The whole repository, from the perspective of " + ShownText.wholeLine(perspective.name()),
                        perspective.goal(),
                        perspective.looksAt().isBlank() ? null : "Look at: " + perspective.looksAt(),
                        constraints,
                        perspective.returns()),
                List.of(),
                List.of(),
                List.of());
    }

    private static String names(List<Perspective> perspectives) {
        return perspectives.stream()
                .map(perspective -> ShownText.line(perspective.name()))
                .collect(Collectors.joining(", "));
    }
}
