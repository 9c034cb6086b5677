package dev.stretto.persistence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log on its own: the stored bytes of each entry on a line, exactly as they are, so that the hashes can be checked with
 * nothing but this file. Stretto's JSON has no line breaks of its own.
 */
public final class LogFile {
    private static final byte LINE_END = '\n';

    private LogFile() {}

    /** Writes a log to a file that must not be there yet. */
    public static void write(Path file, List<StoredRow> rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            for (StoredRow row : rows) {
                out.write(row.stored());
                out.write(LINE_END);
            }
        }
    }

    /** The rows of such a file, unchecked; their numbers are those of the lines. */
    public static List<StoredRow> read(Path file) throws IOException {
        return rows(Files.readAllBytes(file));
    }

    static List<StoredRow> rows(byte[] lines) {
        List<StoredRow> rows = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= lines.length; i++) {
            boolean end = i == lines.length;
            if (end ? start < i : lines[i] == LINE_END) {
                rows.add(new StoredRow(rows.size() + 1L, Arrays.copyOfRange(lines, start, i)));
                start = i + 1;
            }
        }
        return rows;
    }

    /**
     * The id of the run whose log this is, by its first entry.
     *
     * @throws CorruptLogException if the first entry is not the beginning of a run
     */
    public static String run(Path file, List<StoredRow> rows) {
        LogPlace place = new LogPlace(file.toString(), null, 1L);
        if (!rows.isEmpty()) {
            StoredEvent first = StoredEvent.parse(place, rows.getFirst().stored());
            if (first.type().equals("run-started") && first.data().path("run").isTextual()) {
                return first.data().path("run").textValue();
            }
        }
        throw new CorruptLogException(place, "a log begins with run-started");
    }
}
