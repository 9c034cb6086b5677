package dev.stretto.engine.report;

import java.util.Locale;

/**
 * Something that a subagent says, or its task does, and that what was found does not bear out.
 *
 * @param kind which sort
 * @param message what was claimed, and what was found
 */
public record Mismatch(Kind kind, String message) {

    /** The sorts of mismatches. */
    public enum Kind {
        /** The summary speaks of changes, and there are none. */
        CLAIMS_CHANGES,
        /** The summary says that nothing was changed, and something was. */
        DENIES_CHANGES,
        /** The task writes files, its subagent ended well, and nothing was changed. */
        NOTHING_WRITTEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
