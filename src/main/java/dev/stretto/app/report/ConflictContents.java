package dev.stretto.app.report;

import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.TaskHunks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conflict with its sides as they are in the repository.
 *
 * @param path where
 * @param tasks who collides; the last was to be merged into the work of those before it
 * @param kind in which way
 * @param reason the same in words
 * @param lines where each of the tasks has changed the file; empty where that is not known
 * @param resolved true if a resolver has brought it together
 * @param base the file before; absent if there was none
 * @param ours the file as those tasks have it that came first; absent if they have none
 * @param theirs the file as the last task has it; absent if it has none
 * @param result what the resolver made of it; absent if it left no file, or there was none
 */
public record ConflictContents(
        String path,
        List<String> tasks,
        CollisionKind kind,
        String reason,
        List<TaskHunks> lines,
        boolean resolved,
        @Nullable SideContent base,
        @Nullable SideContent ours,
        @Nullable SideContent theirs,
        @Nullable SideContent result) {
    public ConflictContents {
        tasks = List.copyOf(tasks);
        lines = List.copyOf(lines);
    }

    /** The tasks whose work the last one came to. */
    public List<String> first() {
        return tasks.subList(0, tasks.size() - 1);
    }

    /** The task that came last. */
    public String last() {
        return tasks.getLast();
    }
}
