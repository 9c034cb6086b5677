package dev.stretto.engine.plan;

import dev.stretto.engine.text.FreeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done: tasks, and how to bring their work together. Immutable and checked; see {@link PlanRules} for what
 * holds in every plan that a reader let through.
 *
 * @param name what people call the plan
 * @param goal what the whole plan is for; may be absent
 * @param workspace where its tasks work; absent for plans that touch no files
 * @param concurrency attempts at a time over the whole run; 0 means all at once
 * @param mode whether the decision flow is asked ({@link Mode#AUTO}) or overruled
 * @param tasks at least one, in the order of the file
 * @param synthesis how the tasks' work is brought together
 */
public record Plan(
        String name,
        @FreeText @Nullable String goal,
        @Nullable WorkspaceSpec workspace,
        int concurrency,
        Mode mode,
        List<Task> tasks,
        SynthesisSpec synthesis) {

    public Plan {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one task");
        }
        if (concurrency < 0) {
            throw new IllegalArgumentException("concurrency is 0 (all at once) or more, not " + concurrency);
        }
    }

    /** A plan without a workspace, of tasks that are all begun at once where the decision flow allows it. */
    public static Plan of(String name, List<Task> tasks) {
        return new Plan(name, null, null, 0, Mode.AUTO, tasks, SynthesisSpec.DEFAULT);
    }

    /** The task with this id, if the plan has one. Linear; for many look-ups build a map. */
    public Optional<Task> task(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
    }

    /** True if each attempt works in a git worktree of its own. */
    public boolean isolated() {
        return workspace != null && workspace.isolation() != WorkspaceSpec.Isolation.NONE;
    }

    /** What workspaces have besides the files of a commit; nothing if attempts have none of their own. */
    public Provision provision() {
        return workspace == null || !isolated() ? Provision.NONE : workspace.provision();
    }

    /** Where the plan wants its workspaces to be made; empty if it leaves that to the data directory. */
    public Optional<Path> workspacesDirectory() {
        return Optional.ofNullable(workspace).map(WorkspaceSpec::directory).map(Path::of);
    }

    /** The same plan with its workspaces in another place; unchanged if it has none. */
    public Plan withWorkspacesIn(Path directory) {
        return workspace == null
                ? this
                : new Plan(
                        name,
                        goal,
                        new WorkspaceSpec(
                                workspace.repository(),
                                workspace.base(),
                                workspace.isolation(),
                                directory.toString(),
                                workspace.provision()),
                        concurrency,
                        mode,
                        tasks,
                        synthesis);
    }

    /** What people should know if its tasks work in a directory that they share; empty if they do not. */
    public Optional<String> warningOfSharedDirectory() {
        return workspace == null || isolated()
                ? Optional.empty()
                : Optional.of("all tasks work in " + workspace.repository()
                        + " itself, without worktrees: what they change there is not compared, merged or kept");
    }

    /** The same plan with each of its tasks changed by {@code change}. */
    public Plan mapTasks(Function<Task, Task> change) {
        return new Plan(
                name,
                goal,
                workspace,
                concurrency,
                mode,
                tasks.stream().map(change).collect(Collectors.toList()),
                synthesis);
    }
}
