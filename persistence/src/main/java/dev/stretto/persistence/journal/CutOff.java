package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.directory.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Objects;

/**
 * Finds a journal whose end is gone, as after a copy that did not finish. SQLite notices that only when it needs a page that is not
 * there, and may have written to the file by then.
 *
 * <p>Every page that the database has is in its file or in its write-ahead log, whose format SQLite's documentation gives ("WAL-mode
 * File Format").
 */
final class CutOff {
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int SALT_OF_LOG = 16;
    private static final int SALT_OF_FRAME = 8;

    private CutOff() {}

    /**
     * Refuses a journal whose end is gone. Nothing is written.
     *
     * @throws CorruptLogException if pages are missing at the end
     * @throws JournalException if the files can't be read
     */
    static void refuse(Path journal, Connection connection) throws SQLException, JournalException {
        try {
            // While the transaction lasts, no page that it sees leaves the write-ahead log without being in the file.
            Sqlite.transaction(connection, open -> {
                refuseMissingPages(
                        journal,
                        Sqlite.number(open, "PRAGMA page_count"),
                        Math.toIntExact(Sqlite.number(open, "PRAGMA page_size")));
                return journal;
            });
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw new JournalException(
                    journal, "the journal " + journal + " can't be read: " + DataDirectory.reason(cause), cause);
        }
    }

    private static void refuseMissingPages(Path journal, long pages, int pageSize) {
        try {
            long found = Files.size(journal);
            long inFile = found / pageSize;
            if (inFile < pages && missing(inFile, pages, pagesInLog(Sqlite.beside(journal, "-wal"), pageSize))) {
                throw new CorruptLogException(
                        new LogPlace(journal.toString(), null, null),
                        "it was cut off: it has " + found + " of " + pages * pageSize + " bytes");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean missing(long inFile, long pages, BitSet inLog) {
        int first = Math.toIntExact(inFile + 1);
        return inLog.get(first, Math.toIntExact(pages + 1)).cardinality() < pages - inFile;
    }

    /** The numbers of the pages in a write-ahead log; those that begin with other salts than the log are of an earlier one. */
    private static BitSet pagesInLog(Path log, int pageSize) throws IOException {
        BitSet pages = new BitSet();
        try (FileChannel channel = FileChannel.open(log)) {
            ByteBuffer header = ByteBuffer.allocate(LOG_HEADER);
            if (!read(channel, header, 0)) {
                return pages;
            }
            long salts = header.getLong(SALT_OF_LOG);
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
            for (long at = LOG_HEADER; read(channel, frame, at); at += FRAME_HEADER + pageSize) {
                if (frame.getLong(SALT_OF_FRAME) != salts) {
                    break;
                }
                pages.set(frame.getInt(0));
            }
        } catch (NoSuchFileException e) {
            return pages;
        }
        return pages;
    }

    private static boolean read(FileChannel channel, ByteBuffer into, long at) throws IOException {
        into.clear();
        while (into.hasRemaining()) {
            if (channel.read(into, at + into.position()) < 0) {
                return false;
            }
        }
        return true;
    }
}
