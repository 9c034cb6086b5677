package dev.stretto.persistence;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.persistence.journal.SqliteRunTable;
import dev.stretto.persistence.seal.FileSeals;
import dev.stretto.persistence.seal.SealStore;

/** The stores that a data directory has: what implements them is said here, and nowhere else. */
public final class Stores {
    private Stores() {}

    /**
     * Its event log, which the caller closes.
     *
     * @throws JournalException if there is none, or it can't be read by this version of Stretto
     */
    public static EventLog log(DataDirectory data) throws JournalException {
        return SqliteEventLog.open(data.journal());
    }

    /**
     * Its run table, which the caller closes.
     *
     * @throws JournalException if there is none, or it can't be read by this version of Stretto
     */
    public static RunTable runs(DataDirectory data) throws JournalException {
        return SqliteRunTable.open(data.journal());
    }

    /** Its seals. */
    public static SealStore seals(DataDirectory data) {
        return new FileSeals(data);
    }

    /** Its artifacts. */
    public static ArtifactStore artifacts(DataDirectory data) {
        return new FileArtifacts(data.artifacts());
    }
}
