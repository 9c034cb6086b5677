package dev.stretto.benchmarks.whole;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plans of many independent tasks. */
public final class Plans {
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private Plans() {}

    /** Tasks without a repository that all call the function of this name. */
    public static Plan ofFunctions(int tasks, String function) {
        return plan(tasks, 0, null, index -> task(index, null, new SubagentSpec.Function(function)));
    }

    /** Tasks without a repository that all run the same command, so many at a time. */
    public static Plan ofCommands(int tasks, int concurrency, String... words) {
        return plan(tasks, concurrency, null, index -> task(index, null, new SubagentSpec.Command(List.of(words))));
    }

    /** Tasks in workspaces of a repository, each with a folder of it as its scope, with the same subagent. */
    public static Plan inRepository(int tasks, Path repository, Isolation isolation, SubagentSpec subagent) {
        return plan(
                tasks,
                0,
                new WorkspaceSpec(repository.toString(), "HEAD", isolation, null, Provision.NONE),
                index -> task(index, List.of("folder-" + index + "/**"), subagent));
    }

    private static Plan plan(int tasks, int concurrency, @Nullable WorkspaceSpec workspace, IntFunction<Task> task) {
        return new Plan(
                "benchmark",
                null,
                workspace,
                concurrency,
                Mode.AUTO,
                IntStream.range(0, tasks).mapToObj(task).toList(),
                SynthesisSpec.DEFAULT);
    }

    private static Task task(int index, @Nullable List<String> writes, SubagentSpec subagent) {
        return Task.of("task-" + index, subagent)
                .writes(writes)
                .timeout(TIMEOUT)
                .build();
    }
}
