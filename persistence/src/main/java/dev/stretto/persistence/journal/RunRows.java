package dev.stretto.persistence.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.codec.StrettoJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Summaries of runs as rows of the run table. */
final class RunRows {
    /** The columns that {@link #read} wants, in its order. */
    static final String COLUMNS =
            "id, plan, status, started_at, finished_at, events, chain, todos, epoch, node, repository";

    private static final String PUT = """
            INSERT INTO run (id, plan, status, started_at, finished_at, events, chain, todos, epoch, node, repository,
              reversed, closed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET plan = excluded.plan, status = excluded.status,
              started_at = excluded.started_at, finished_at = excluded.finished_at, events = excluded.events,
              chain = excluded.chain, todos = excluded.todos, epoch = excluded.epoch, node = excluded.node,
              repository = excluded.repository, closed = excluded.closed
            """;

    private static final TypeReference<Map<TodoStatus, Long>> TODOS = new TypeReference<>() {};

    private RunRows() {}

    /** Writes rows in place of those that their runs have. */
    static void put(Connection connection, Collection<RunSummary> runs, boolean closed) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            for (RunSummary run : runs) {
                put.setString(1, run.run());
                put.setString(2, run.plan());
                put.setString(3, run.status().toString());
                put.setString(4, run.startedAt().toString());
                put.setString(
                        5, run.finishedAt() == null ? null : run.finishedAt().toString());
                put.setLong(6, run.events());
                put.setString(7, run.chain());
                put.setString(8, StrettoJson.write(run.todos(), false));
                put.setInt(9, run.epoch());
                put.setString(10, run.node());
                put.setString(11, run.repository());
                put.setString(12, reversed(run.run()));
                put.setInt(13, closed ? 1 : 0);
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    static String reversed(String id) {
        return new StringBuilder(id).reverse().toString();
    }

    /** The row that a query has come to; empty if somebody has put something into it that Stretto does not write. */
    static Optional<RunSummary> read(ResultSet row) throws SQLException {
        try {
            return Optional.of(new RunSummary(
                    row.getString(1),
                    row.getString(2),
                    RunStatus.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                    Instant.parse(row.getString(4)),
                    instant(row.getString(5)),
                    row.getLong(6),
                    row.getString(7),
                    StrettoJson.mapper().readValue(row.getString(8), TODOS),
                    row.getInt(9),
                    row.getString(10),
                    row.getString(11)));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
