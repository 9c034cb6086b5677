package dev.stretto.persistence.journal;

import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.RunSummary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.PersistentRepr;

/** Puts logs into journals without Pekko, where a test is not about writing. */
final class Journals {
    private static final String INSERT = """
            INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
              event_payload, event_ser_id, event_ser_manifest) VALUES (?, ?, 'test', 0, '', ?, ?, ?)
            """;

    static final String NODE = "0123456789abcdef";

    private Journals() {}

    /** Adds a run's log with its texts, and its row, to a journal, which is made if it is not there. */
    static void add(Path file, String run, List<LogEntry> log) throws Exception {
        EmbeddedJournal.create(file);
        write(file, run, log);
        TextEraser.erase(file, run, erased(log));
        try (Connection connection = Sqlite.openWriter(file)) {
            connection.setAutoCommit(false);
            RunRows.put(connection, List.of(summary(run, log)), false);
            connection.commit();
        }
    }

    private static List<String> erased(List<LogEntry> log) {
        return log.stream()
                .map(LogEntry::event)
                .filter(RunEvent.TextsErased.class::isInstance)
                .flatMap(event -> ((RunEvent.TextsErased) event).texts().stream())
                .toList();
    }

    /** Writes entries with their texts and rows as an engine does. */
    static void write(Path file, String run, List<LogEntry> entries) throws Exception {
        try (Connection connection = Sqlite.openWriter(file)) {
            write(connection, run, entries);
        }
    }

    static void write(Connection connection, String run, List<LogEntry> entries) throws SQLException {
        EntryRows.write(
                connection,
                entries.stream()
                        .map(entry -> new EntryRow(
                                PersistentRepr.apply(
                                        entry,
                                        entry.sequence(),
                                        RunIdColumn.of(run),
                                        "",
                                        false,
                                        ActorRef.noSender(),
                                        "test"),
                                entry))
                        .toList());
    }

    /** The row that a run with this log has in the run table, under another id if need be. */
    static RunSummary summary(String run, List<LogEntry> log) {
        RunState state = RunState.initial();
        for (LogEntry entry : log) {
            state = state.evolve(entry.event());
        }
        RunSummary own = RunSummary.of(
                state.started().orElseThrow(), log.size(), log.getLast().digest());
        return new RunSummary(
                run,
                own.plan(),
                own.status(),
                own.startedAt(),
                own.finishedAt(),
                own.events(),
                own.chain(),
                own.todos(),
                own.epoch(),
                own.node(),
                own.repository());
    }

    static void insert(Connection connection, String run, List<byte[]> entries) throws SQLException {
        insert(connection, run, 0, entries);
    }

    static void insert(Connection connection, String run, int after, List<byte[]> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < entries.size(); i++) {
                insert.setString(1, RunIdColumn.of(run));
                insert.setLong(2, after + i + 1L);
                insert.setBytes(3, entries.get(i));
                insert.setInt(4, EntryRow.SERIALIZER);
                insert.setString(5, EntryRow.MANIFEST);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
