package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * Tasks that can't be merged all together, though any fewer of them can.
 *
 * @param tasks their ids, in plan order, at least two
 * @param collisions where: between the last of the tasks and those before it
 */
public record ConflictSet(List<String> tasks, List<Collision> collisions) {
    public ConflictSet {
        tasks = List.copyOf(tasks);
        collisions = List.copyOf(collisions);
    }
}
