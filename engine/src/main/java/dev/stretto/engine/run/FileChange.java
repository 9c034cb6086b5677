package dev.stretto.engine.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that an attempt changed.
 *
 * @param path relative to the repository's root; bytes of a name that are not UTF-8 stand as {@code \xNN}
 * @param change what happened to it
 * @param from the path before, for a renamed file; otherwise absent
 */
public record FileChange(String path, Kind change, @Nullable String from) {

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
