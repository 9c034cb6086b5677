package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.StoredRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A real journal with one run, whose rows a test changes behind Stretto's back. */
public final class TamperedJournal implements AutoCloseable {
    private final String run;
    private final Connection connection;
    private final EventLog logs;

    public TamperedJournal(Path file, String run) throws Exception {
        EmbeddedJournal.create(file);
        this.run = run;
        this.connection = Sqlite.openWriter(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
        }
        connection.setAutoCommit(false);
        this.logs = SqliteEventLog.open(file);
    }

    /** What anybody who reads the journal finds now. */
    public List<StoredRow> rows() throws JournalException {
        return logs.rows(run);
    }

    /** Puts these entries in place of all that there are. */
    public void replace(List<byte[]> entries) throws SQLException {
        try (Statement delete = connection.createStatement()) {
            delete.executeUpdate("DELETE FROM event_journal");
        }
        Journals.insert(connection, run, entries);
        connection.commit();
    }

    public void delete(int number) throws SQLException {
        update("DELETE FROM event_journal WHERE sequence_number = " + number);
    }

    /** Marks an entry as deleted: Pekko Persistence does not read it any more. */
    public void hide(int number) throws SQLException {
        update("UPDATE event_journal SET deleted = 1 WHERE sequence_number = " + number);
    }

    public void renumber(int number, int other) throws SQLException {
        update("UPDATE event_journal SET sequence_number = " + other + " WHERE sequence_number = " + number);
    }

    private void update(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(command);
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException, JournalException {
        logs.close();
        connection.close();
    }
}
