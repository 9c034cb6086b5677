package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.StrettoJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * Removes free texts from a journal so that their bytes are in none of its files any more.
 *
 * <p>To delete a row is not enough. What it was stays in the write-ahead log until that is written over, and pages that were
 * divided while others wrote keep copies of rows that have moved. So the file is written anew from what is left in it, and the
 * write-ahead log is emptied. That takes as long as it takes to copy the journal, and as much room.
 */
public final class TextEraser {
    /** The digests are looked up in a set: one pass over the texts of the run. */
    private static final String DELETE =
            "DELETE FROM free_text WHERE run = ? AND digest IN (SELECT value FROM json_each(?))";

    private TextEraser() {}

    /**
     * Removes texts of a run; those that are not there need not be. It may be done while an engine writes.
     *
     * @throws JournalException if the journal can't be written now; then it may be tried again
     */
    public static void erase(Path journalFile, String run, Collection<String> digests) throws JournalException {
        try (Connection connection = Sqlite.openWriter(journalFile);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete = ON");
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, run);
                delete.setString(2, StrettoJson.write(digests, false));
                delete.executeUpdate();
            }
            statement.execute("VACUUM");
            emptyWriteAheadLog(journalFile, statement);
        } catch (SQLException e) {
            throw Sqlite.explain(journalFile, e);
        }
    }

    private static void emptyWriteAheadLog(Path journalFile, Statement statement)
            throws SQLException, JournalException {
        try (ResultSet checkpoint = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (checkpoint.next() && checkpoint.getInt(1) != 0) {
                throw new JournalException(
                        journalFile,
                        "the write-ahead log of the journal " + journalFile
                                + " can't be emptied while somebody reads it; try again",
                        null);
            }
        }
    }
}
