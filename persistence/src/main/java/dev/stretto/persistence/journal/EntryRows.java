package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Entries as rows of the database, with the texts beside them: all that is said in SQL about the two tables. */
final class EntryRows {
    private static final String INSERT = """
            INSERT INTO event_journal (deleted, persistence_id, sequence_number, writer, write_timestamp,
              adapter_manifest, event_payload, event_ser_id, event_ser_manifest) VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_TEXT =
            "INSERT INTO free_text (run, sequence, digest, salt, content) VALUES (?, ?, ?, ?, ?)";

    private static final String SELECT = """
            SELECT sequence_number, event_payload, event_ser_id, event_ser_manifest, deleted FROM event_journal
            WHERE persistence_id = ? AND sequence_number BETWEEN ? AND ? ORDER BY sequence_number LIMIT ?
            """;

    /** Engines read what the plugin has not marked as deleted: they compare numbers, and find out that something is hidden. */
    private static final String SELECT_NOT_DELETED = SELECT.replace(" ORDER", " AND deleted = 0 ORDER");

    private static final String TEXTS =
            "SELECT sequence, digest, salt, content FROM free_text WHERE run = ? AND sequence BETWEEN ? AND ?";

    private EntryRows() {}

    /** Writes entries, their texts and the rows of their runs: all of it or nothing. */
    static void write(Connection connection, List<EntryRow> rows) throws SQLException {
        Map<String, RunSummary> runs = new LinkedHashMap<>();
        rows.forEach(row -> row.entry().summary().ifPresent(run -> runs.put(run.run(), run)));
        Sqlite.transaction(connection, transaction -> {
            insert(transaction, rows);
            insertTexts(transaction, rows);
            RunRows.put(transaction, runs.values(), false);
            return rows.size();
        });
    }

    private static void insert(Connection connection, List<EntryRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (EntryRow row : rows) {
                insert.setString(1, row.persistenceId());
                insert.setLong(2, row.sequenceNumber());
                insert.setString(3, row.writer());
                insert.setLong(4, row.writeTimestamp());
                insert.setString(5, row.adapterManifest());
                insert.setBytes(6, row.eventPayload());
                insert.setInt(7, row.eventSerId());
                insert.setString(8, row.eventSerManifest());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void insertTexts(Connection connection, List<EntryRow> rows) throws SQLException {
        if (rows.stream().allMatch(row -> row.entry().texts().isEmpty())) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_TEXT)) {
            for (EntryRow row : rows) {
                for (StoredText text : row.entry().texts()) {
                    insert.setString(1, row.run());
                    insert.setLong(2, row.sequenceNumber());
                    insert.setString(3, text.digest());
                    insert.setBytes(4, text.salt());
                    insert.setBytes(5, text.content());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Some of a run's rows for an engine that recovers it, with their texts. */
    static List<StoredRow> replayed(Connection connection, String run, long from, long to, long max)
            throws SQLException {
        List<StoredRow> rows = new ArrayList<>();
        each(connection, SELECT_NOT_DELETED, new LogPlace(null, run, null), run, from, to, max, rows::add);
        return withTexts(connection, run, rows);
    }

    /** All of a run's rows after one of them, with their texts. */
    static List<StoredRow> after(Connection connection, LogPlace place, String run, long sequence) throws SQLException {
        List<StoredRow> rows = new ArrayList<>();
        each(connection, place, run, sequence, rows::add);
        return withTexts(connection, run, rows);
    }

    /** Shows the rows of a run after one of them, one after the other, without their texts. */
    static void each(Connection connection, LogPlace place, String run, long sequence, Consumer<StoredRow> reader)
            throws SQLException {
        each(connection, SELECT, place, run, sequence + 1, Long.MAX_VALUE, Long.MAX_VALUE, reader);
    }

    private static void each(
            Connection connection,
            String select,
            LogPlace place,
            String run,
            long from,
            long to,
            long max,
            Consumer<StoredRow> reader)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(select)) {
            query.setString(1, RunIdColumn.of(run));
            query.setLong(2, from);
            query.setLong(3, to);
            query.setLong(4, max);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    reader.accept(row(place, found));
                }
            }
        }
    }

    private static StoredRow row(LogPlace place, ResultSet found) throws SQLException {
        long sequence = found.getLong(1);
        byte[] json = found.getBytes(2);
        if (json == null || found.getInt(3) != EntryRow.SERIALIZER || !EntryRow.MANIFEST.equals(found.getString(4))) {
            throw new CorruptLogException(place.at(sequence), "it is not stored as a log entry of Stretto's");
        }
        if (found.getInt(5) != 0) {
            throw new CorruptLogException(
                    place.at(sequence), "it is marked as deleted, which hides it from engines; Stretto marks none");
        }
        return new StoredRow(sequence, json);
    }

    private static List<StoredRow> withTexts(Connection connection, String run, List<StoredRow> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return rows;
        }
        Map<Long, List<StoredText>> texts = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(TEXTS)) {
            query.setString(1, run);
            query.setLong(2, rows.getFirst().sequence());
            query.setLong(3, rows.getLast().sequence());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    texts.computeIfAbsent(found.getLong(1), sequence -> new ArrayList<>())
                            .add(new StoredText(found.getString(2), found.getBytes(3), found.getBytes(4)));
                }
            }
        }
        if (!texts.isEmpty()) {
            rows.replaceAll(
                    row -> new StoredRow(row.sequence(), row.stored(), texts.getOrDefault(row.sequence(), List.of())));
        }
        return rows;
    }
}
