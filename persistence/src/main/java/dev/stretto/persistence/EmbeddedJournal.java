package dev.stretto.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The journal of an embedded engine: one SQLite database with a write-ahead log, synced at every commit. */
public final class EmbeddedJournal {
    private static final String PROFILE = "stretto-embedded";
    private static final String DDL = "/stretto/sqlite.sql";
    private static final String PRAGMAS =
            "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000&foreign_keys=true&cache_size=-32000";

    private EmbeddedJournal() {}

    /** Pekko's configuration for a journal in this file. */
    public static Config config(Path journal) {
        String url = url(journal);
        return ConfigFactory.parseResources(PROFILE + ".conf")
                .withValue(
                        "stretto.journal.writer-url",
                        ConfigValueFactory.fromAnyRef(url + "&transaction_mode=IMMEDIATE"))
                .withValue("stretto.journal.reader-url", ConfigValueFactory.fromAnyRef(url))
                .resolve();
    }

    /**
     * Makes the tables, if they are not there.
     *
     * @throws JournalException if the file can't be opened or is no journal
     */
    public static void create(Path journal) throws JournalException {
        try (Connection connection = DriverManager.getConnection(url(journal));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(ddl());
        } catch (SQLException e) {
            throw new JournalException(
                    "the journal " + journal + " can't be opened: " + e.getMessage()
                            + "; if the file is damaged, put back a copy, or name another directory with --data",
                    e);
        }
    }

    private static String url(Path journal) {
        return "jdbc:sqlite:" + journal + PRAGMAS;
    }

    private static String ddl() {
        try (InputStream in = EmbeddedJournal.class.getResourceAsStream(DDL)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + DDL + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
