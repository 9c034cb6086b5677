package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * A part of a task's work that is not in the result, since a task before it in the plan won.
 *
 * @param task the id of the task that lost
 * @param path where
 * @param kind in which way it collided
 * @param inFavourOf the ids of the tasks that won
 * @param lines the lines of its own file that were not taken over; empty if the file as a whole was not
 */
public record Dropped(String task, String path, CollisionKind kind, List<String> inFavourOf, List<LineRange> lines) {
    public Dropped {
        inFavourOf = List.copyOf(inFavourOf);
        lines = List.copyOf(lines);
    }
}
