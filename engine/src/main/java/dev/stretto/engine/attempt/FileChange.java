package dev.stretto.engine.attempt;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that an attempt changed.
 *
 * @param path relative to the repository's root; bytes of a name that are not UTF-8 stand as {@code \xNN}
 * @param change what happened to it
 * @param from the path before, for a renamed file; otherwise absent
 * @param added how many lines it has that it had not before; absent for what is no text
 * @param removed how many lines it had that it has no more; absent with it
 */
public record FileChange(
        String path,
        Kind change,
        @Nullable String from,
        @Nullable Integer added,
        @Nullable Integer removed) {

    /** What can happen to a file. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED,
        RENAMED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
