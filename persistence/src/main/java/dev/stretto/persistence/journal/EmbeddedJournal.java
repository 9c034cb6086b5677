package dev.stretto.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The journal of an embedded engine: a SQLite file that Pekko Persistence writes, each commit with an fsync. Its settings are
 * in {@code stretto-embedded.conf}, its tables in {@link Migrations}.
 */
public final class EmbeddedJournal {
    private static final String SETTINGS = "stretto-embedded.conf";

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
     * Makes the journal, or brings the one that is there up to this version of Stretto. Its directory has to be there.
     *
     * @throws JournalException if it can't be made or opened, or is not one that this version of Stretto can write
     * @throws CorruptLogException if the file is damaged
     */
    public static void create(Path journalFile) throws JournalException {
        create(journalFile, Sqlite.PATIENCE);
    }

    static void create(Path journalFile, Duration patience) throws JournalException {
        createFile(journalFile);
        refuseCutOff(journalFile);
        try (Connection connection = Sqlite.openWriter(journalFile, patience)) {
            Migrations.apply(journalFile, connection);
            refuseLocked(connection);
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    /** Before anything is opened that can write: closing that would already change the file. */
    private static void refuseCutOff(Path journalFile) throws JournalException {
        try (Connection connection = Sqlite.openReader(journalFile)) {
            CutOff.refuse(journalFile, connection);
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    /** Somebody else who is writing, and does not stop, is better found now than when the first event is to be written. */
    private static void refuseLocked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
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

    /** True if a failure of a write or of a recovery means that the log is not what Stretto wrote. */
    public static boolean isCorrupt(Path journalFile, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnrecoverableLogException
                    || cause instanceof IllegalTransitionException
                    || (cause instanceof SQLException error && isDamage(journalFile, error))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDamage(Path journalFile, SQLException error) {
        try {
            Sqlite.explain(journalFile, error);
            return false;
        } catch (CorruptLogException e) {
            return true;
        }
    }

    private static String explain(Path journalFile, SQLException error) {
        try {
            return String.valueOf(Sqlite.explain(journalFile, error).getMessage());
        } catch (CorruptLogException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
