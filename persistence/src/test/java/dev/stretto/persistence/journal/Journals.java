package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.LogEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Puts logs into journals without Pekko, where a test is not about writing. */
final class Journals {
    private static final String INSERT = """
            INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
              event_payload, event_ser_id, event_ser_manifest) VALUES (?, ?, 'test', 0, '', ?, ?, ?)
            """;

    private Journals() {}

    /** Adds a run's log to a journal, which is made if it is not there. */
    static void add(Path file, String run, List<LogEntry> log) throws Exception {
        EmbeddedJournal.create(file);
        try (Connection connection = Sqlite.openWriter(file)) {
            connection.setAutoCommit(false);
            insert(connection, run, log.stream().map(LogEntry::json).toList());
            connection.commit();
        }
    }

    static void insert(Connection connection, String run, List<byte[]> entries) throws SQLException {
        insert(connection, run, 0, entries);
    }

    static void insert(Connection connection, String run, int after, List<byte[]> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < entries.size(); i++) {
                insert.setString(1, LogEntry.ENTITY_TYPE + "|" + run);
                insert.setLong(2, after + i + 1L);
                insert.setBytes(3, entries.get(i));
                insert.setInt(4, LogEntrySerializer.IDENTIFIER);
                insert.setString(5, LogEntrySerializer.MANIFEST);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
