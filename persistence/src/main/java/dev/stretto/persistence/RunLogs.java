package dev.stretto.persistence;

import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Reports;
import dev.stretto.engine.run.RunState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;

/** Reads the logs of runs from the journal's file: without an engine, or beside one that is writing. */
public final class RunLogs implements AutoCloseable {
    private static final String ID_PREFIX = LogEntry.ENTITY_TYPE + "|";
    private static final String LATEST = "latest";
    private static final int BUSY_MS = 10_000;
    private static final int CANDIDATES = 5;

    private final Path journal;
    private final Connection connection;
    private final EventCodec codec = new EventCodec();

    private RunLogs(Path journal, Connection connection) {
        this.journal = journal;
        this.connection = connection;
    }

    /** Opens a journal for reading. */
    public static RunLogs open(Path journal) throws JournalException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MS);
        try {
            return new RunLogs(journal, config.createConnection("jdbc:sqlite:" + journal));
        } catch (SQLException e) {
            throw unreadable(journal, e);
        }
    }

    /** The ids of all runs, the newest first. */
    public List<String> runs() throws JournalException {
        String sql = "SELECT persistence_id FROM event_journal WHERE sequence_number = 1 ORDER BY ordering DESC";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            List<String> runs = new ArrayList<>();
            while (rows.next()) {
                String id = rows.getString(1);
                if (id.startsWith(ID_PREFIX)) {
                    runs.add(id.substring(ID_PREFIX.length()));
                }
            }
            return runs;
        } catch (SQLException e) {
            throw unreadable(journal, e);
        }
    }

    /**
     * The id of the run that a person means.
     *
     * @param name an id, its beginning or end as far as that is unique, or {@code latest}
     */
    public String resolve(String name) throws JournalException, UnknownRunException {
        List<String> runs = runs();
        if (runs.contains(name)) {
            return name;
        }
        if (name.equals(LATEST) && !runs.isEmpty()) {
            return runs.getFirst();
        }
        List<String> meant = runs.stream()
                .filter(run -> !name.isEmpty() && (run.startsWith(name) || run.endsWith(name)))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        throw new UnknownRunException(
                meant.isEmpty()
                        ? "there is no run '" + name + "'; 'stretto runs' lists them"
                        : "'" + name + "' means more than one run: "
                                + meant.stream().limit(CANDIDATES).collect(Collectors.joining(", ")));
    }

    /** The rows of a run as they are stored; none if there is no such run. */
    public List<StoredRow> rows(String run) throws JournalException {
        return rowsFrom(run, 0);
    }

    private List<StoredRow> rowsFrom(String run, long after) throws JournalException {
        String sql = "SELECT sequence_number, event_payload FROM event_journal"
                + " WHERE persistence_id = ? AND sequence_number > ? AND deleted = 0 ORDER BY sequence_number";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, ID_PREFIX + run);
            query.setLong(2, after);
            try (ResultSet rows = query.executeQuery()) {
                List<StoredRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new StoredRow(rows.getLong(1), StoredBytes.of(rows.getBytes(2))));
                }
                return found;
            }
        } catch (SQLException e) {
            throw unreadable(journal, e);
        }
    }

    /** A run's log. */
    public List<LogEntry> read(String run) throws JournalException, CorruptLogException, UnknownEventException {
        return readFrom(run, 0);
    }

    /** What a run's log holds after an entry. */
    public List<LogEntry> readFrom(String run, long after)
            throws JournalException, CorruptLogException, UnknownEventException {
        List<LogEntry> entries = new ArrayList<>();
        for (StoredRow row : rowsFrom(run, after)) {
            try {
                entries.add(codec.read(row.stored().bytes()));
            } catch (CorruptLogException e) {
                throw new CorruptLogException(
                        "event " + row.sequence() + " of run " + run + " in " + journal + ": " + e.getMessage()
                                + "; 'stretto audit --verify' says more",
                        e);
            }
        }
        return entries;
    }

    /** A run as its log tells it. */
    public FoldedRun fold(String run) throws JournalException, CorruptLogException, UnknownEventException {
        RunState state = RunState.initial();
        String chain = LogEntry.NO_PREVIOUS;
        List<LogEntry> entries = read(run);
        for (LogEntry entry : entries) {
            state = state.evolve(entry.event());
            chain = entry.digest();
        }
        return new FoldedRun(state, entries.size(), chain);
    }

    /** The report of a run that has begun. */
    public Report report(String run) throws JournalException, CorruptLogException, UnknownEventException {
        FoldedRun folded = fold(run);
        return Reports.of(
                folded.state()
                        .started()
                        .orElseThrow(() -> new CorruptLogException("the log of run " + run + " is empty")),
                new Report.Log(folded.events(), folded.chain()));
    }

    private static JournalException unreadable(Path journal, SQLException e) {
        return new JournalException("the journal " + journal + " can't be read: " + e.getMessage(), e);
    }

    @Override
    public void close() throws JournalException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(journal, e);
        }
    }
}
