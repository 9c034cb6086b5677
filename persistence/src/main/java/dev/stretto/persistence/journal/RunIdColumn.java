package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.LogEntry;

/** How the plugin's tables name a run: {@code Run|<run id>}. */
final class RunIdColumn {
    static final String PREFIX = LogEntry.ENTITY_TYPE + "|";

    private RunIdColumn() {}

    static String of(String run) {
        return PREFIX + run;
    }

    static String run(String persistenceId) {
        return persistenceId.substring(PREFIX.length());
    }
}
