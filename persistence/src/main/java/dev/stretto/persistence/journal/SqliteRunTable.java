package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.RunSummary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The run table in the journal of an embedded engine. */
public final class SqliteRunTable implements RunTable {
    private static final String ROWS = "SELECT " + RunRows.COLUMNS + " FROM run ";
    static final String NEWEST = ROWS + "ORDER BY number DESC LIMIT ?";
    static final String BEFORE =
            ROWS + "WHERE number < (SELECT number FROM run WHERE id = ?) ORDER BY number DESC LIMIT ?";
    static final String FIND = ROWS + "WHERE id = ?";
    static final String NOT_CLOSED = ROWS + "WHERE closed = 0 ORDER BY number DESC";
    static final String BEGINNING = "SELECT id FROM run WHERE id >= ? AND id < ? ORDER BY id LIMIT ?";
    static final String ENDING = "SELECT id FROM run WHERE reversed >= ? AND reversed < ? ORDER BY reversed LIMIT ?";

    /** Each log has one first event. */
    private static final String DIFFERENCE =
            "SELECT (SELECT count(*) FROM event_journal WHERE sequence_number = 1)" + " <> (SELECT count(*) FROM run)";

    private static final String WITHOUT_ROW = """
            SELECT substr(persistence_id, ?) FROM event_journal WHERE sequence_number = 1
              AND NOT EXISTS (SELECT 1 FROM run WHERE id = substr(persistence_id, ?)) ORDER BY ordering DESC
            """;

    /** No id has such a character. */
    private static final String AFTER_ALL = "\uffff";

    /** A run that is to be marked. */
    private static final class Closing {
        final RunSummary run;
        boolean done;

        @Nullable
        SQLException failure;

        Closing(RunSummary run) {
            this.run = run;
        }
    }

    private final SqliteReader reader;
    private final Queue<Closing> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable Connection writer;

    private SqliteRunTable(SqliteReader reader) {
        this.reader = reader;
    }

    /**
     * Opens the run table of a journal.
     *
     * @throws JournalException if it is not there, or can't be read by this version of Stretto
     * @throws CorruptLogException if the file is damaged
     */
    public static RunTable open(Path journalFile) throws JournalException {
        return new SqliteRunTable(SqliteReader.open(journalFile));
    }

    @Override
    public List<Row> newest(int limit) throws JournalException {
        return rows(NEWEST, limit);
    }

    @Override
    public List<Row> newestBefore(String run, int limit) throws JournalException {
        return rows(BEFORE, run, limit);
    }

    @Override
    public Optional<Row> find(String run) throws JournalException {
        return rows(FIND, run).stream().findFirst();
    }

    @Override
    public List<Row> notClosed() throws JournalException {
        return rows(NOT_CLOSED);
    }

    @Override
    public List<String> beginningWith(String text, int limit) throws JournalException {
        return ids(BEGINNING, text, text + AFTER_ALL, limit);
    }

    @Override
    public List<String> endingWith(String text, int limit) throws JournalException {
        String reversed = RunRows.reversed(text);
        return ids(ENDING, reversed, reversed + AFTER_ALL, limit);
    }

    @Override
    public List<String> withoutRow() throws JournalException {
        if (reader.read(0L, connection -> Sqlite.number(connection, DIFFERENCE)) == 0) {
            return List.of();
        }
        int begin = RunIdColumn.PREFIX.length() + 1;
        return ids(WITHOUT_ROW, begin, begin);
    }

    /** Of runs that end at the same time, one writes for all that wait. */
    @Override
    public void markClosed(RunSummary run) throws JournalException {
        Closing closing = new Closing(run);
        waiting.add(closing);
        synchronized (this) {
            if (!closing.done) {
                writeWaiting();
            }
        }
        if (closing.failure != null) {
            throw Sqlite.explain(reader.file(), closing.failure);
        }
    }

    private void writeWaiting() {
        List<Closing> all = new ArrayList<>();
        for (Closing next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        try {
            Sqlite.transaction(writer(), connection -> {
                List<RunSummary> rows = new ArrayList<>();
                for (Closing closing : all) {
                    if (events(connection, closing.run.run()) <= closing.run.events()) {
                        rows.add(closing.run);
                    }
                }
                RunRows.put(connection, rows, true);
                return rows;
            });
        } catch (SQLException e) {
            all.forEach(closing -> closing.failure = e);
        }
        all.forEach(closing -> closing.done = true);
    }

    /** How many events a run's row knows of; 0 if it has none. */
    private static long events(Connection connection, String run) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT events FROM run WHERE id = ?")) {
            query.setString(1, run);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    private Connection writer() throws SQLException {
        if (writer == null) {
            writer = Sqlite.openWriter(reader.file());
            try (Statement statement = writer.createStatement()) {
                // No fsync for what is found out again, should a power cut take it.
                statement.execute("PRAGMA synchronous = NORMAL");
            }
        }
        return writer;
    }

    /** The writer last: only a connection that can write brings the write-ahead log into the file, and removes it. */
    @Override
    public synchronized void close() throws JournalException {
        try {
            reader.close();
        } finally {
            closeWriter();
        }
    }

    private void closeWriter() throws JournalException {
        if (writer != null) {
            try {
                writer.close();
            } catch (SQLException e) {
                throw Sqlite.explain(reader.file(), e);
            }
        }
    }

    private List<Row> rows(String select, Object... parameters) throws JournalException {
        return list(select, row -> new Row(row.getString(1), RunRows.read(row)), parameters);
    }

    private List<String> ids(String select, Object... parameters) throws JournalException {
        return list(select, row -> row.getString(1), parameters);
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String select, Reading<T> reading, Object... parameters) throws JournalException {
        return reader.read(List.of(), connection -> {
            try (PreparedStatement query = connection.prepareStatement(select)) {
                for (int i = 0; i < parameters.length; i++) {
                    query.setObject(i + 1, parameters[i]);
                }
                List<T> list = new ArrayList<>();
                try (ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        list.add(reading.of(found));
                    }
                }
                return list;
            }
        });
    }
}
