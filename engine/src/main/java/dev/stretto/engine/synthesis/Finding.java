package dev.stretto.engine.synthesis;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about the tasks' work that a person should know before they take it over.
 *
 * @param kind which sort
 * @param tasks the ids of the tasks that it is about, in plan order
 * @param path where; absent for a subset that fails as a whole
 * @param reason what is the matter, in words
 * @param lines where in the file each of the tasks has changed it; absent where that is not known
 */
public record Finding(
        Kind kind,
        List<String> tasks,
        @Nullable String path,
        String reason,
        @Nullable List<TaskHunks> lines) {

    /** The sorts of findings. */
    public enum Kind {
        /** A task changed what it did not say it would. */
        OUT_OF_SCOPE,
        /** A task deletes remarkably much. */
        DELETIONS,
        /** A task left conflict markers. */
        CONFLICT_MARKERS,
        /** Several tasks changed the same file, and their changes go together. */
        OVERLAP,
        /** Several tasks changed the same file, and a three-way merge can't resolve it. */
        CONFLICT,
        /** Each task's work may be fine; together they fail the verification. */
        BROKEN_SUBSET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        tasks = List.copyOf(tasks);
    }
}
