package dev.stretto.engine.synthesis;

import java.util.List;
import java.util.Locale;

/**
 * A file that several tasks changed.
 *
 * @param path relative to the repository's root
 * @param tasks the ids of those that changed it, in plan order, at least two
 * @param kind whether their changes go together
 */
public record Overlap(String path, List<String> tasks, Kind kind) {
    public Overlap {
        tasks = List.copyOf(tasks);
    }

    /** The same overlap, with another judgement. */
    public Overlap as(Kind judged) {
        return new Overlap(path, tasks, judged);
    }

    /** Whether the changes of several tasks to one file go together. */
    public enum Kind {
        /** They merge. */
        CLEAN,
        /** A three-way merge can't resolve them by itself. */
        CONFLICT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
