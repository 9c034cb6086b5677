package dev.stretto.persistence.journal;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.EngineLock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * Removes whole runs from a journal, and the artifacts that no log refers to any more. Only for whoever holds the data
 * directory's lock: an engine, or a program while there is none. It decides nothing about which runs may go.
 *
 * <p>What a removed run took up in the journal's file is used again by the next ones; {@link #compact} gives it back to the file
 * system. SQLite's incremental vacuum would have to be chosen when a file is made, and keeps a map of all pages from then on, which
 * every write pays for; a whole {@code VACUUM} after an occasional prune does not.
 */
public final class Retention implements AutoCloseable {
    private static final List<String> REMOVE = List.of(
            "DELETE FROM event_tag WHERE event_id IN (SELECT ordering FROM event_journal WHERE persistence_id = ?)",
            "DELETE FROM event_journal WHERE persistence_id = ?",
            "DELETE FROM snapshot WHERE persistence_id = ?");
    private static final List<String> REMOVE_BESIDE =
            List.of("DELETE FROM free_text WHERE run = ?", "DELETE FROM run WHERE id = ?");
    private static final String SIZE = """
            SELECT count(*), coalesce(sum(length(event_payload)), 0)
              + (SELECT coalesce(sum(length(snapshot_payload)), 0) FROM snapshot WHERE persistence_id = ?1)
              + (SELECT coalesce(sum(length(content)), 0) FROM free_text WHERE run = ?2)
            FROM event_journal WHERE persistence_id = ?1
            """;

    private final DataDirectory data;
    private final EventLog logs;
    private final Connection connection;

    /**
     * What a run occupies in the journal.
     *
     * @param events how many events it has
     * @param bytes of their payload, their texts and that of snapshots
     */
    public record RunSize(String run, long events, long bytes) {}

    /**
     * Artifacts that no log refers to.
     *
     * @param artifacts how many
     * @param bytes what they occupy, with what interrupted writes have left behind
     */
    public record Unreferenced(long artifacts, long bytes) {}

    private Retention(DataDirectory data, EventLog logs, Connection connection) {
        this.data = data;
        this.logs = logs;
        this.connection = connection;
    }

    /**
     * Opens the journal of a data directory.
     *
     * @param lock the caller's hold on it
     * @throws IllegalArgumentException if the lock is not, or no longer, that of this directory
     * @throws JournalException if the journal is not there, or can't be written by this version of Stretto
     */
    public static Retention open(DataDirectory data, EngineLock lock) throws JournalException {
        if (!lock.holds(data)) {
            throw new IllegalArgumentException("the lock is not that of " + data.root());
        }
        EventLog logs = SqliteEventLog.open(data.journal());
        try {
            return new Retention(data, logs, Sqlite.openWriter(data.journal()));
        } catch (SQLException e) {
            logs.close();
            throw Sqlite.explain(data.journal(), e);
        }
    }

    /** What {@link #remove} would remove. */
    public RunSize size(String run) throws JournalException {
        try {
            return sizeOf(run);
        } catch (SQLException e) {
            throw Sqlite.explain(data.journal(), e);
        }
    }

    /**
     * Removes a run that is over in one transaction: all events with their texts, tags and snapshots, and its row in the run table.
     *
     * @return what was removed; no events if there is no such run
     * @throws IllegalArgumentException if the run is still open
     */
    public RunSize remove(String run) throws JournalException {
        if (size(run).events() > 0 && !logs.ended(run)) {
            throw new IllegalArgumentException("run " + run + " is not over, and is not removed");
        }
        try {
            return Sqlite.transaction(connection, transaction -> {
                RunSize size = sizeOf(run);
                delete(REMOVE, RunIdColumn.of(run));
                delete(REMOVE_BESIDE, run);
                return size;
            });
        } catch (SQLException e) {
            throw Sqlite.explain(data.journal(), e);
        }
    }

    private void delete(List<String> deletions, String id) throws SQLException {
        for (String deletion : deletions) {
            try (PreparedStatement statement = connection.prepareStatement(deletion)) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
        }
    }

    /**
     * What {@link #collect} would remove, if these runs were not there.
     *
     * @param artifacts the one that the engine of this process stores with, or any if there is none
     */
    public Unreferenced unreferenced(ArtifactStore artifacts, Set<String> without)
            throws JournalException, IOException {
        return each(artifacts, without, digest -> !artifacts.isFresh(digest), artifacts::leftovers);
    }

    /**
     * Removes the artifacts that no log refers to, and what writes that were interrupted have left behind. What {@code artifacts} has
     * stored since it was made is kept, since the event that refers to it may still be on its way to the log.
     *
     * @param artifacts the one that the engine of this process stores with, or any if there is none
     * @throws CorruptLogException if a log is broken, and so may not mention all of its artifacts; then nothing is removed
     */
    public Unreferenced collect(ArtifactStore artifacts) throws JournalException, IOException {
        return each(artifacts, Set.of(), artifacts::remove, artifacts::removeLeftovers);
    }

    /**
     * Writes the journal's file anew without its gaps. It needs as much room as the journal itself for that, and that nobody else is
     * writing.
     *
     * @return how many bytes the file has become smaller
     */
    public long compact() throws JournalException {
        try (Statement statement = connection.createStatement()) {
            long before = pages();
            statement.execute("VACUUM");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return (before - pages()) * Sqlite.number(connection, "PRAGMA page_size");
        } catch (SQLException e) {
            throw Sqlite.explain(data.journal(), e);
        }
    }

    @Override
    public void close() throws JournalException {
        try (logs) {
            connection.close();
        } catch (SQLException e) {
            throw Sqlite.explain(data.journal(), e);
        }
    }

    private long pages() throws SQLException {
        return Sqlite.number(connection, "PRAGMA page_count");
    }

    /** Something that is done to an artifact; answers whether it counts. */
    private interface Removal {
        boolean of(String digest) throws IOException;
    }

    /** What interrupted writes have left behind. */
    private interface Leftovers {
        long bytes() throws IOException;
    }

    /** First what there is, then what is referred to: what is stored in between is in neither, and stays. */
    private Unreferenced each(ArtifactStore artifacts, Set<String> without, Removal removal, Leftovers leftovers)
            throws JournalException, IOException {
        Set<String> digests = artifacts.digests();
        for (String run : logs.runs()) {
            if (!without.contains(run)) {
                MentionedDigests.each(new LogPlace(data.journal().toString(), run, null), logs, run, digests::remove);
            }
        }
        long count = 0;
        long bytes = 0;
        for (String digest : digests) {
            long size = artifacts.size(digest);
            if (removal.of(digest)) {
                count++;
                bytes += size;
            }
        }
        bytes += leftovers.bytes();
        return new Unreferenced(count, bytes);
    }

    private RunSize sizeOf(String run) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SIZE)) {
            query.setString(1, RunIdColumn.of(run));
            query.setString(2, run);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return new RunSize(run, found.getLong(1), found.getLong(2));
            }
        }
    }
}
