package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/**
 * How the journal's SQLite file is opened.
 *
 * <p>Nothing in a process that may hold a database open reads its file in any other way: closing such a file takes SQLite's
 * own locks on it away.
 */
final class Sqlite {
    /** How long to wait while another program has the journal locked. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String DURABLE = "journal_mode=WAL&synchronous=FULL&foreign_keys=true";
    /** With the version of the schema right, only damage can be the reason for this. */
    private static final Pattern OTHER_TABLES = Pattern.compile("no such (table|column)");

    /** All that is left of the reason, after whoever used the connection has tried to end the transaction. */
    private static final String UNDONE = "no transaction is active";

    /** The lower byte of SQLite's extended error codes is the plain one. */
    private static final int PLAIN = 0xff;

    private Sqlite() {}

    static String writerUrl(Path journal) {
        return writerUrl(journal, PATIENCE);
    }

    static String writerUrl(Path journal, Duration patience) {
        return url(journal, DURABLE + busyTimeout(patience) + "&transaction_mode=IMMEDIATE&cache_size=-32000");
    }

    static String readerUrl(Path journal) {
        return url(journal, DURABLE + busyTimeout(PATIENCE) + "&cache_size=-32000");
    }

    static Connection openWriter(Path journal) throws SQLException {
        return openWriter(journal, PATIENCE);
    }

    static Connection openWriter(Path journal, Duration patience) throws SQLException {
        return JDBC.createConnection(writerUrl(journal, patience), new Properties());
    }

    private static String busyTimeout(Duration patience) {
        return "&busy_timeout=" + patience.toMillis();
    }

    /**
     * A connection that can't write. A log in a directory that can't be written is read as it is: SQLite can't keep the files
     * there that it shares with a writer, but then there is no writer either.
     */
    static Connection openReader(Path journal) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
        boolean alone = !Files.exists(beside(journal, "-wal"));
        boolean fixed = alone && !Files.isWritable(journal.toAbsolutePath().getParent());
        return config.createConnection(url(journal, fixed ? "immutable=1" : "mode=ro"));
    }

    /** Something that is done in a transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Does something in a transaction, which is undone if that fails. */
    static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        try {
            connection.setAutoCommit(false); // begins it, and so fails while another program writes
            T result = work.in(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** What went wrong first is what there is to say: SQLite may have undone everything itself, and objects to doing it again. */
    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    static Path beside(Path journal, String suffix) {
        return journal.resolveSibling(journal.getFileName() + suffix);
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    static boolean damaged(SQLException error) {
        int code = error.getErrorCode() & PLAIN;
        return code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /** What an error means and what to do about it. A damaged file is an exception of its own. */
    static JournalException explain(Path journal, SQLException error) {
        int code = error.getErrorCode() & PLAIN;
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            throw new CorruptLogException(place(journal), "it is no SQLite database", error);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            throw new CorruptLogException(place(journal), "the database is malformed or was cut off", error);
        }
        if (code == SQLiteErrorCode.SQLITE_ERROR.code
                && OTHER_TABLES.matcher(text(error)).find()) {
            throw new CorruptLogException(place(journal), "its tables are not those of a journal", error);
        }
        return new JournalException(journal, "the journal " + journal + " " + whatToDo(code, error), error);
    }

    private static String text(SQLException error) {
        return String.valueOf(error.getMessage());
    }

    private static LogPlace place(Path journal) {
        return new LogPlace(journal.toString(), null, null);
    }

    private static String whatToDo(int code, SQLException error) {
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "can't be written: the disk is full. Make room, and try again";
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return "can't be written: it is read-only for this user. Make it and its directory writable, or name another"
                    + " data directory with --data";
        }
        if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return "can't be opened. Is it there, and may this user read and write it and its directory?";
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "is locked by another program. Close that, and try again";
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "can't be read or written: the disk reports an error (" + error.getMessage()
                    + "). See to the disk, and try again";
        }
        if (text(error).contains(UNDONE)) {
            return "can't be written: SQLite has undone the write, as it does when the disk is full or fails. Make room, and"
                    + " try again";
        }
        return "can't be used: " + error.getMessage();
    }

    /** The path as a URI, so that a question mark in it is not taken for the beginning of the parameters. */
    private static String url(Path journal, String parameters) {
        StringBuilder path = new StringBuilder();
        for (Path part : journal.toAbsolutePath()) {
            path.append('/')
                    .append(URLEncoder.encode(part.toString(), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        return "jdbc:sqlite:file:" + path + "?" + parameters;
    }
}
