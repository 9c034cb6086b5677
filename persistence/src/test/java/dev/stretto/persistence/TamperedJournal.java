package dev.stretto.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A real journal with one run, whose rows a test changes behind Stretto's back. */
final class TamperedJournal implements AutoCloseable {
    private static final String INSERT = """
            INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
              event_payload, event_ser_id, event_ser_manifest) VALUES (?, ?, 'test', 0, '', ?, ?, ?)
            """;

    private final String run;
    private final Connection connection;
    private final RunLogs logs;

    TamperedJournal(Path file, String run) throws Exception {
        EmbeddedJournal.create(file);
        this.run = run;
        this.connection = Sqlite.openWriter(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
        }
        connection.setAutoCommit(false);
        this.logs = RunLogs.open(file);
    }

    /** What anybody who reads the journal finds now. */
    List<StoredRow> rows() throws JournalException {
        return logs.rows(run);
    }

    /** Puts these entries in place of all that there are. */
    void replace(List<byte[]> entries) throws SQLException {
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            delete.executeUpdate("DELETE FROM event_journal");
            for (int i = 0; i < entries.size(); i++) {
                insert.setString(1, LogEntry.ENTITY_TYPE + "|" + run);
                insert.setLong(2, i + 1L);
                insert.setBytes(3, entries.get(i));
                insert.setInt(4, LogEntrySerializer.IDENTIFIER);
                insert.setString(5, LogEntrySerializer.MANIFEST);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    void delete(int number) throws SQLException {
        update("DELETE FROM event_journal WHERE sequence_number = " + number);
    }

    void renumber(int number, int other) throws SQLException {
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
