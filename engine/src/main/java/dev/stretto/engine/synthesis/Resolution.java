package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * How a resolver has brought a task together with those that were merged before it.
 *
 * @param task the id of the task that had been left out
 * @param with the ids of the merged tasks that it collided with
 * @param paths every path at which it collided, with what has become of it
 */
public record Resolution(String task, List<String> with, List<ResolvedPath> paths) {
    public Resolution {
        with = List.copyOf(with);
        paths = List.copyOf(paths);
    }
}
