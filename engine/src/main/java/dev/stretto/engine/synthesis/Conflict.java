package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * A task's work that could not be merged, and the paths at which it failed.
 *
 * @param task the id of the task that was left out
 * @param paths where the changes collide; empty if it was left out because a task that it builds on was
 * @param reason why, in words
 */
public record Conflict(String task, List<String> paths, String reason) {
    public Conflict {
        paths = List.copyOf(paths);
    }
}
