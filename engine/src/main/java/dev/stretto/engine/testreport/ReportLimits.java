package dev.stretto.engine.testreport;

/** How much of a test report is read, so that no report can take the memory of who reads it. */
final class ReportLimits {
    /** A report of more bytes is refused. Reports are read as a stream: this bounds the time, not the memory. */
    static final long BYTES = 512L << 20;

    /** The longest line of a report in lines (TAP, {@code go test -json}), in characters; longer ones are refused. */
    static final int LINE = 8 << 20;

    /** How deep elements, objects or subtests may be nested. */
    static final int DEPTH = 200;

    /** How much is kept of one failure, in characters; of a longer one the middle is left out, with a mark that says so. */
    static final int FAILURE = 256 << 10;

    /** How much is kept of all failures together, in characters; a report that says more is refused. */
    static final long FAILURES = 64L << 20;

    /** How far the content is looked at to tell its format, in bytes. */
    static final int PEEK = 64 << 10;

    private ReportLimits() {}
}
