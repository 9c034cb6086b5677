package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;

/** What has been read of a report so far. */
final class Failures {
    private final List<FailedTest> failed = new ArrayList<>();
    private final String report;
    private int tests;
    private long kept;

    Failures(String report) {
        this.report = report;
    }

    /** Counts one test, whatever became of it. */
    void counted() {
        tests++;
    }

    void add(FailedTest failure) throws UnreadableReportException {
        kept += failure.text().length()
                + failure.message().length()
                + 64L * failure.frames().size();
        if (kept > ReportLimits.FAILURES) {
            throw new UnreadableReportException(
                    report,
                    0,
                    "failures with more than " + (ReportLimits.FAILURES >> 20) + " million characters of text",
                    "less; report on fewer tests at once, or with less output");
        }
        failed.add(failure);
    }

    TestReport report() {
        return new TestReport(tests, failed);
    }
}
