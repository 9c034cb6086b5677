package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * What the merge found out about a path that several tasks changed.
 *
 * @param path relative to the repository's root
 * @param tasks the ids of those that changed it, in plan order
 * @param how in which ways changes of two or more of them collide there; empty if they go together
 * @param lines where each of them has changed it
 */
public record OverlapDetail(String path, List<String> tasks, List<CollisionKind> how, List<TaskHunks> lines) {
    public OverlapDetail {
        tasks = List.copyOf(tasks);
        how = List.copyOf(how);
        lines = List.copyOf(lines);
    }
}
