package dev.stretto.persistence.journal;

import dev.stretto.engine.report.Report;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.codec.FoldedRun;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StoredRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

    /** The last entry of each run, found in the index by its end. */
    static final String LAST = """
            SELECT sequence_number, event_payload FROM event_journal
            WHERE persistence_id = ? ORDER BY sequence_number DESC LIMIT 1
            """;

    private static final String ROWS = """
            SELECT sequence_number, event_payload, event_ser_id, event_ser_manifest, deleted FROM event_journal
            WHERE persistence_id = ? AND sequence_number > ? ORDER BY sequence_number
            """;

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
     * The ids of the runs whose last event is not their end, newest first. Of each run only its last entry is read. One whose last
     * entry can't be read is open too: nothing says that it is over, and whoever resumes it learns what is wrong with it.
     */
    public synchronized List<String> openRuns() throws JournalException {
        List<String> open = new ArrayList<>();
        for (String run : runs()) {
            if (!ended(run)) {
                open.add(run);
            }
        }
        return open;
    }

    /**
     * Lets SQLite check the file as a whole: that its pages are what they should be, and the index agrees with the rows. It reads
     * all of it.
     *
     * @throws CorruptLogException if something is wrong with it
     */
    public synchronized void checkFile() throws JournalException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (found.next() && !"ok".equals(found.getString(1))) {
                throw new CorruptLogException(
                        new LogPlace(journalFile.toString(), null, null), "SQLite finds: " + found.getString(1));
            }
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

    /** How many entries a run's log has, of which only the last is looked up; 0 if there is none. */
    public synchronized long length(String run) throws JournalException {
        if (noTables()) {
            return 0;
        }
        try (PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setString(1, PREFIX + run);
            try (ResultSet last = query.executeQuery()) {
                return last.next() ? last.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    /** True if the last event of a run is its end. */
    public synchronized boolean ended(String run) throws JournalException {
        try (PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setString(1, PREFIX + run);
            try (ResultSet last = query.executeQuery()) {
                if (!last.next()) {
                    return false;
                }
                LogPlace place = place(run).at(last.getLong(1));
                return EventTypes.atEnd(
                        StoredEvent.parse(place, last.getBytes(2)).type());
            }
        } catch (CorruptLogException e) {
            return false;
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    private List<StoredRow> rows(String run, long afterSequence) throws JournalException {
        List<StoredRow> rows = new ArrayList<>();
        eachRow(run, afterSequence, rows::add);
        return rows;
    }

    /** Shows the rows of a run one after the other, without holding more than one. */
    synchronized void eachRow(String run, long afterSequence, Consumer<StoredRow> reader) throws JournalException {
        if (noTables()) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setString(1, PREFIX + run);
            query.setLong(2, afterSequence);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    reader.accept(row(run, found));
                }
            }
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
        if (found.getInt(5) != 0) {
            throw new CorruptLogException(
                    place(run).at(sequence),
                    "it is marked as deleted, which hides it from engines; Stretto marks none");
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
