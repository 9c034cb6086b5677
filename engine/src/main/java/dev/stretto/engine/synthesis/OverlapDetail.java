package dev.stretto.engine.synthesis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the merge found out about a path that several tasks changed.
 *
 * @param path relative to the repository's root
 * @param tasks the ids of those that changed it, in plan order
 * @param how in which ways changes of two or more of them collide there; empty if they go together
 * @param lines where each of them has changed it
 * @param driver the name of the merge driver that the user's configuration has for it; absent if git merges it by itself
 */
public record OverlapDetail(
        String path,
        List<String> tasks,
        List<CollisionKind> how,
        List<TaskHunks> lines,
        @Nullable String driver) {
    public OverlapDetail {
        tasks = List.copyOf(tasks);
        how = List.copyOf(how);
        lines = List.copyOf(lines);
    }
}
