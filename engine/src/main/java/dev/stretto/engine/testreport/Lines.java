package dev.stretto.engine.testreport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a report, one after another, none of them longer than is allowed. */
final class Lines {
    private final BufferedReader reader;
    private final String report;
    private long number;
    private int pushedBack = -2;

    Lines(String report, Reader reader) {
        this.report = report;
        this.reader = new BufferedReader(reader, 1 << 16);
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end; null at the end of the report. */
    @Nullable
    String next() throws IOException, UnreadableReportException {
        StringBuilder line = new StringBuilder();
        int c = read();
        if (c < 0) {
            return null;
        }
        number++;
        for (; c >= 0 && c != '\n'; c = read()) {
            if (c == '\r') {
                int after = read();
                if (after != '\n') {
                    pushedBack = after;
                }
                break;
            }
            if (line.length() >= ReportLimits.LINE) {
                throw new UnreadableReportException(
                        report, number, "a line of more than " + (ReportLimits.LINE >> 20) + " MiB", "shorter lines");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private int read() throws IOException {
        if (pushedBack != -2) {
            int c = pushedBack;
            pushedBack = -2;
            return c;
        }
        return reader.read();
    }
}
