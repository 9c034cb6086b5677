package dev.stretto.engine.decision;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans for tests, written in a word or two for each task. */
public final class ShortPlan {
    private ShortPlan() {}

    /** A plan of tasks in a repository. */
    public static Plan of(Mode mode, int concurrency, String... tasks) {
        return new Plan(
                "test",
                null,
                WorkspaceSpec.of("."),
                concurrency,
                mode,
                Arrays.stream(tasks).map(ShortPlan::task).toList(),
                SynthesisSpec.DEFAULT);
    }

    /** A task in short: its id, then fields with one value each. */
    public static Task task(String text) {
        List<String> words = List.of(text.split(" "));
        String id = words.getFirst();
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .writes(writes(words))
                .locks(field(words, "shares"))
                .needs(field(words, "after"))
                .related(field(words, "related"))
                .build();
    }

    private static @Nullable List<String> writes(List<String> words) {
        List<String> globs = field(words, "writes");
        return globs.isEmpty() ? null : globs.equals(List.of("nothing")) ? List.of() : globs;
    }

    private static List<String> field(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .toList();
    }
}
