package dev.stretto.engine.synthesis;

import dev.stretto.engine.text.FreeText;
import java.util.List;

/**
 * A task whose work is not in the result, and why.
 *
 * @param task the id of the task that was left out
 * @param paths where its changes collide with others; empty if it was left out for another reason
 * @param reason why, in words
 */
public record Conflict(
        String task,
        List<String> paths,
        @FreeText(always = false) String reason) {
    public Conflict {
        paths = List.copyOf(paths);
    }
}
