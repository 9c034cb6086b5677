package dev.stretto.persistence;

import dev.stretto.engine.report.Report;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs in a journal, for reading only: beside an engine that writes it, and without one. Safe for use by several threads,
 * one at a time.
 *
 * <p>What it reads is checked: entries that do not follow each other, and those that can't be read, are a
 * {@link CorruptLogException}; use {@link #rows} and {@link Audit} to look at such a log.
 */
public final class RunLogs implements AutoCloseable {
    private static final String PREFIX = LogEntry.ENTITY_TYPE + "|";

    /** Looks up each run in the index, and does not touch the events. */
    private static final String RUNS = """
            WITH RECURSIVE run(id) AS (
              SELECT min(persistence_id) FROM event_journal WHERE persistence_id >= ?1
              UNION ALL
              SELECT (SELECT min(persistence_id) FROM event_journal WHERE persistence_id > run.id)
              FROM run WHERE run.id IS NOT NULL)
            SELECT id FROM run WHERE substr(id, 1, length(?1)) = ?1
            ORDER BY (SELECT ordering FROM event_journal WHERE persistence_id = id ORDER BY sequence_number LIMIT 1) DESC
            """;

    private static final String ROWS = """
            SELECT sequence_number, event_payload, event_ser_id, event_ser_manifest FROM event_journal
            WHERE persistence_id = ? AND sequence_number > ? ORDER BY sequence_number
            """;

    private static final String LAST =
            "SELECT event_payload FROM event_journal WHERE persistence_id = ? ORDER BY sequence_number DESC LIMIT 1";

    private final Path journalFile;
    private final Connection connection;

    private RunLogs(Path journalFile, Connection connection) {
        this.journalFile = journalFile;
        this.connection = connection;
    }

    /**
     * Opens a journal.
     *
     * @throws JournalException if it is not there, or can't be read by this version of Stretto
     * @throws CorruptLogException if the file is damaged
     */
    public static RunLogs open(Path journalFile) throws JournalException {
        try {
            Connection connection = Sqlite.openReader(journalFile);
            try {
                EmbeddedJournal.check(journalFile, connection);
                return new RunLogs(journalFile, connection);
            } catch (SQLException | JournalException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    /** The ids of all runs, newest first. */
    public synchronized List<String> runs() throws JournalException {
        List<String> runs = new ArrayList<>();
        if (noTables()) {
            return runs;
        }
        try (PreparedStatement query = connection.prepareStatement(RUNS)) {
            query.setString(1, PREFIX);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    runs.add(found.getString(1).substring(PREFIX.length()));
                }
            }
            return runs;
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    /**
     * The id of the run that a user means.
     *
     * @param name {@code latest}, an id, or the beginning or the end of one if only one run has that
     */
    public String resolve(String name) throws UnknownRunException, JournalException {
        return RunNames.resolve(name, runs());
    }

    /**
     * The ids of the runs that are not over, newest first: those whose last entry does not say so, also if it can't be read.
     * Looks at one entry a run.
     */
    public List<String> openRuns() throws JournalException {
        List<String> open = new ArrayList<>();
        for (String run : runs()) {
            if (!over(run)) {
                open.add(run);
            }
        }
        return open;
    }

    private synchronized boolean over(String run) throws JournalException {
        try (PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setString(1, PREFIX + run);
            try (ResultSet found = query.executeQuery()) {
                return found.next()
                        && StoredEvent.parse(place(run), found.getBytes(1))
                                .type()
                                .equals(EventTypes.RUN_FINISHED.name());
            }
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        } catch (CorruptLogException e) {
            return false;
        }
    }

    /** A run's log; empty if there is none. */
    public List<LogEntry> read(String run) throws JournalException {
        return readFrom(run, 0);
    }

    /** What a run's log has after an entry; empty if there is nothing. */
    public List<LogEntry> readFrom(String run, long afterSequence) throws JournalException {
        return Replay.entries(place(run), rows(run, afterSequence), afterSequence);
    }

    /** A run's log as it is stored, unchecked; empty if there is none. */
    public List<StoredRow> rows(String run) throws JournalException {
        return rows(run, 0);
    }

    /** A run as its log has it. */
    public FoldedRun fold(String run) throws JournalException {
        return Replay.fold(run, place(run), rows(run, 0));
    }

    /** A run's report. */
    public Report report(String run) throws JournalException, UnknownRunException {
        return Replay.report(fold(run));
    }

    @Override
    public synchronized void close() throws JournalException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    private synchronized List<StoredRow> rows(String run, long afterSequence) throws JournalException {
        List<StoredRow> rows = new ArrayList<>();
        if (noTables()) {
            return rows;
        }
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setString(1, PREFIX + run);
            query.setLong(2, afterSequence);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(row(run, found));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    private StoredRow row(String run, ResultSet found) throws SQLException {
        long sequence = found.getLong(1);
        byte[] json = found.getBytes(2);
        if (json == null
                || found.getInt(3) != LogEntrySerializer.IDENTIFIER
                || !LogEntrySerializer.MANIFEST.equals(found.getString(4))) {
            throw new CorruptLogException(place(run).at(sequence), "it is not stored as a log entry of Stretto's");
        }
        return new StoredRow(sequence, json);
    }

    /** An engine that is just starting makes the file first, and then its tables. */
    private boolean noTables() throws JournalException {
        try {
            return Sqlite.number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'event_journal'") == 0;
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    private LogPlace place(String run) {
        return new LogPlace(journalFile.toString(), run, null);
    }
}
