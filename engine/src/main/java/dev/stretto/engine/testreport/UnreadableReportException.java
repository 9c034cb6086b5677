package dev.stretto.engine.testreport;

/**
 * A test report could not be read; what was read of it before that is not used, since failures may be missing from it.
 *
 * <p>The message says where, what was found and what was expected, as compilers do: {@code report.xml:12: found …, expected
 * …}.
 */
public final class UnreadableReportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String report;
    private final long line;
    private final String found;
    private final String expected;

    /**
     * @param report the report's name as the caller gave it
     * @param line from 1; 0 if it concerns the report as a whole
     * @param found what was found, as a phrase
     * @param expected what was expected instead, as a phrase
     */
    public UnreadableReportException(String report, long line, String found, String expected) {
        super((line > 0 ? report + ":" + line : report) + ": found " + found + ", expected " + expected);
        this.report = report;
        this.line = line;
        this.found = found;
        this.expected = expected;
    }

    /** The report's name as the caller gave it. */
    public String report() {
        return report;
    }

    /** The line at which reading stopped, from 1; 0 if it concerns the report as a whole. */
    public long line() {
        return line;
    }

    /** What was found, as a phrase. */
    public String found() {
        return found;
    }

    /** What was expected instead, as a phrase. */
    public String expected() {
        return expected;
    }
}
