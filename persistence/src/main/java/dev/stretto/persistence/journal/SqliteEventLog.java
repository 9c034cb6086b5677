package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredRow;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The logs in the journal of an embedded engine. */
public final class SqliteEventLog implements EventLog {
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

    /** The last entry of a run, found in the index by its end. */
    static final String LAST = """
            SELECT sequence_number, event_payload FROM event_journal
            WHERE persistence_id = ? ORDER BY sequence_number DESC LIMIT 1
            """;

    private final SqliteReader reader;

    private SqliteEventLog(SqliteReader reader) {
        this.reader = reader;
    }

    /**
     * Opens the logs in a journal.
     *
     * @throws JournalException if it is not there, or can't be read by this version of Stretto
     * @throws CorruptLogException if the file is damaged
     */
    public static EventLog open(Path journalFile) throws JournalException {
        return new SqliteEventLog(SqliteReader.open(journalFile));
    }

    @Override
    public List<String> runs() throws JournalException {
        return reader.read(List.of(), connection -> {
            try (PreparedStatement query = connection.prepareStatement(RUNS)) {
                query.setString(1, RunIdColumn.PREFIX);
                List<String> runs = new ArrayList<>();
                try (ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        runs.add(RunIdColumn.run(found.getString(1)));
                    }
                }
                return runs;
            }
        });
    }

    @Override
    public void checkStore() throws JournalException {
        Optional<String> problem = reader.read(Optional.empty(), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
                return found.next() && !"ok".equals(found.getString(1))
                        ? Optional.of(found.getString(1))
                        : Optional.empty();
            }
        });
        if (problem.isPresent()) {
            throw new CorruptLogException(
                    new LogPlace(reader.file().toString(), null, null), "SQLite finds: " + problem.get());
        }
    }

    @Override
    public Optional<StoredRow> last(String run) throws JournalException {
        return reader.read(Optional.empty(), connection -> {
            try (PreparedStatement query = connection.prepareStatement(LAST)) {
                query.setString(1, RunIdColumn.of(run));
                try (ResultSet last = query.executeQuery()) {
                    return last.next()
                            ? Optional.of(new StoredRow(last.getLong(1), last.getBytes(2)))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<StoredRow> rows(String run, long afterSequence) throws JournalException {
        return reader.read(List.of(), connection -> EntryRows.after(connection, place(run), run, afterSequence));
    }

    @Override
    public void eachRow(String run, Consumer<StoredRow> each) throws JournalException {
        reader.read("", connection -> {
            EntryRows.each(connection, place(run), run, 0, each);
            return "";
        });
    }

    @Override
    public LogPlace place(String run) {
        return new LogPlace(reader.file().toString(), run, null);
    }

    @Override
    public void close() throws JournalException {
        reader.close();
    }
}
