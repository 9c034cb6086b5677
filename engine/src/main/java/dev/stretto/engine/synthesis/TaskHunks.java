package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * Where in a file a task has changed something.
 *
 * @param task its id
 * @param hunks in the order of the file; none if the file is no text, or was changed as a whole
 * @param omitted how many more there are
 */
public record TaskHunks(String task, List<Hunk> hunks, int omitted) {
    public TaskHunks {
        hunks = List.copyOf(hunks);
    }
}
