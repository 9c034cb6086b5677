package dev.stretto.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The journal of an embedded engine: a SQLite file that Pekko Persistence writes, each commit with an fsync. Its settings are
 * in {@code stretto-embedded.conf}, its tables in {@code stretto/sqlite.sql}.
 */
public final class EmbeddedJournal {
    /** What a journal's {@code user_version} has to be. */
    static final int SCHEMA_VERSION = 1;

    /** What a journal's {@code application_id} has to be: {@code STRT}, so that {@code file} and Stretto know it. */
    static final int APPLICATION_ID = 0x53545254;

    private static final String SETTINGS = "stretto-embedded.conf";
    private static final String TABLES = "stretto/sqlite.sql";

    private EmbeddedJournal() {}

    /** Pekko's settings for a journal in this file; resolved, but without Pekko's own defaults. */
    public static Config config(Path journalFile) {
        return ConfigFactory.parseMap(Map.of(
                        "stretto.journal.writer-url", Sqlite.writerUrl(journalFile),
                        "stretto.journal.reader-url", Sqlite.readerUrl(journalFile)))
                .withFallback(ConfigFactory.parseResources(
                        EmbeddedJournal.class.getClassLoader(),
                        SETTINGS,
                        ConfigParseOptions.defaults().setAllowMissing(false)))
                .resolve();
    }

    /**
     * Makes the journal, or checks that what is there is one. Its directory has to be there.
     *
     * @throws JournalException if it can't be made or opened, or is not one that this version of Stretto can write
     * @throws CorruptLogException if the file is damaged
     */
    public static void create(Path journalFile) throws JournalException {
        create(journalFile, Sqlite.PATIENCE);
    }

    static void create(Path journalFile, Duration patience) throws JournalException {
        createFile(journalFile);
        try (Connection connection = Sqlite.openWriter(journalFile, patience)) {
            check(journalFile, connection);
            refuseCutOff(journalFile, connection);
            createTables(connection);
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    /** The database makes its files as readable as this one. */
    private static void createFile(Path journalFile) {
        try {
            DataDirectory.createFile(journalFile);
        } catch (IOException ignored) {
            // the database says why, in words that fit
        }
    }

    /**
     * What the failure of a write or of a recovery means, in words, and what to do about it.
     *
     * @param failure what Pekko reported, with the cause that it has from the database
     * @return empty if the failure does not come from the database
     */
    public static Optional<String> explain(Path journalFile, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnrecoverableLogException
                    || cause instanceof IllegalTransitionException
                    || cause instanceof StorageException) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof SQLException error) {
                return Optional.of(explain(journalFile, error));
            }
        }
        return Optional.empty();
    }

    private static String explain(Path journalFile, SQLException error) {
        try {
            return String.valueOf(Sqlite.explain(journalFile, error).getMessage());
        } catch (CorruptLogException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Refuses a database that is another program's, or that another version of Stretto wrote. */
    static void check(Path journalFile, Connection connection) throws SQLException, JournalException {
        long application = Sqlite.number(connection, "PRAGMA application_id");
        long version = Sqlite.number(connection, "PRAGMA user_version");
        boolean empty = Sqlite.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (empty && version == 0 && application == 0) {
            return;
        }
        if (application != APPLICATION_ID) {
            throw new JournalException(
                    journalFile,
                    journalFile
                            + " is a database, but no journal of Stretto's; name another data directory with --data",
                    null);
        }
        if (version != SCHEMA_VERSION) {
            throw new JournalException(
                    journalFile,
                    "the journal " + journalFile + " has the schema version " + version
                            + ", and this version of Stretto uses " + SCHEMA_VERSION
                            + "; use the version of Stretto that wrote it, or another data directory",
                    null);
        }
    }

    private static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String command : tables().split(";", -1)) {
                if (!command.isBlank()) {
                    statement.executeUpdate(command);
                }
            }
            statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
            statement.executeUpdate("PRAGMA user_version = " + SCHEMA_VERSION);
            connection.commit();
        }
    }

    /** With nothing waiting in the write-ahead log, the file is as long as the database says that it is. */
    private static void refuseCutOff(Path journalFile, Connection connection) throws SQLException, JournalException {
        try {
            Path log = Sqlite.beside(journalFile, "-wal");
            long waiting = Files.exists(log) ? Files.size(log) : 0;
            long expected =
                    Sqlite.number(connection, "PRAGMA page_count") * Sqlite.number(connection, "PRAGMA page_size");
            long found = Files.size(journalFile);
            if (waiting == 0 && found < expected) {
                throw new CorruptLogException(
                        new LogPlace(journalFile.toString(), null, null),
                        "it was cut off: it has " + found + " of " + expected + " bytes");
            }
        } catch (IOException e) {
            throw new JournalException(
                    journalFile, "the journal " + journalFile + " can't be read: " + DataDirectory.reason(e), e);
        }
    }

    private static String tables() {
        try (InputStream in = EmbeddedJournal.class.getClassLoader().getResourceAsStream(TABLES)) {
            if (in == null) {
                throw new IllegalStateException(TABLES + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
