package dev.stretto.engine.testreport;

import java.util.List;

/**
 * What one run of a test runner reported.
 *
 * @param tests how many tests the report knows of, those that were skipped included
 * @param failures those that failed, in the order of the report
 */
public record TestReport(int tests, List<FailedTest> failures) {
    public TestReport {
        failures = List.copyOf(failures);
    }
}
