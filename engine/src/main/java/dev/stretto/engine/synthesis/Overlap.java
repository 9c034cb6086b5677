package dev.stretto.engine.synthesis;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that several tasks changed.
 *
 * @param path relative to the repository's root
 * @param tasks the ids of those that changed it, in plan order, at least two
 * @param kind whether their changes go together
 * @param how in which ways they collide; empty if they go together, or nothing is known of it
 * @param lines where each task has changed it; empty where that is not known
 * @param driver the name of the merge driver that the user's configuration has for it; absent if git merges it by itself
 */
public record Overlap(
        String path,
        List<String> tasks,
        Kind kind,
        List<CollisionKind> how,
        List<TaskHunks> lines,
        @Nullable String driver) {
    public Overlap {
        tasks = List.copyOf(tasks);
        how = List.copyOf(how);
        lines = List.copyOf(lines);
    }

    /** An overlap of which nothing is known but whose it is. */
    public static Overlap of(String path, List<String> tasks) {
        return new Overlap(path, tasks, Kind.CLEAN, List.of(), List.of(), null);
    }

    /** An overlap as the merge has found it to be. */
    static Overlap of(OverlapDetail detail) {
        Kind kind = detail.how().isEmpty() ? Kind.CLEAN : Kind.CONFLICT;
        return new Overlap(detail.path(), detail.tasks(), kind, detail.how(), detail.lines(), detail.driver());
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
