package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection for reading the journal, used by one thread at a time; what goes wrong on it is put into words. */
final class SqliteReader implements AutoCloseable {
    private final Path file;
    private final Connection connection;

    private SqliteReader(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Something that is read. */
    interface Read<T> {
        T from(Connection connection) throws SQLException;
    }

    /**
     * Opens a journal.
     *
     * @throws JournalException if it is not there, or can't be read by this version of Stretto
     * @throws CorruptLogException if the file is damaged
     */
    static SqliteReader open(Path file) throws JournalException {
        try {
            Connection connection = Sqlite.openReader(file);
            try {
                Migrations.check(file, connection);
                CutOff.refuse(file, connection);
                return new SqliteReader(file, connection);
            } catch (SQLException | JournalException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Sqlite.explain(file, e);
        }
    }

    Path file() {
        return file;
    }

    /**
     * Reads something.
     *
     * @param nothing the answer while there are no tables: an engine that is just starting makes the file first, and then those
     */
    synchronized <T> T read(T nothing, Read<T> read) throws JournalException {
        try {
            return Migrations.version(connection) == 0 ? nothing : read.from(connection);
        } catch (SQLException e) {
            throw Sqlite.explain(file, e);
        }
    }

    @Override
    public synchronized void close() throws JournalException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Sqlite.explain(file, e);
        }
    }
}
