package dev.stretto.app.planning;

import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.testreport.TestReport;
import dev.stretto.engine.testreport.TestReports;
import dev.stretto.engine.testreport.UnreadableReportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the reports that a user named say, together.
 *
 * @param reports how many were read
 * @param tests how many tests they know of
 * @param failures those that failed
 * @param problems what could not be read, each with its place; empty if all is well
 */
public record ReadReports(int reports, int tests, List<FailedTest> failures, List<String> problems) {
    private static final String STANDARD_INPUT = "-";

    public ReadReports {
        failures = List.copyOf(failures);
        problems = List.copyOf(problems);
    }

    /** Reads files, folders of them with all that lies below, and for {@code -} standard input. */
    public static ReadReports from(List<String> names, InputStream standardInput) {
        Reading reading = new Reading();
        for (String name : names) {
            if (name.equals(STANDARD_INPUT)) {
                reading.read("standard input", standardInput);
            } else {
                reading.read(Path.of(name));
            }
        }
        return new ReadReports(reading.reports, reading.tests, reading.failures, reading.problems);
    }

    /** What has been read so far. */
    private static final class Reading {
        private final List<FailedTest> failures = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private int reports;
        private int tests;

        private void read(Path path) {
            if (!Files.exists(path)) {
                problems.add(path + ": found no such file or folder, expected a test report or a folder of them");
            } else if (Files.isDirectory(path)) {
                folder(path);
            } else {
                file(path);
            }
        }

        private void folder(Path folder) {
            try {
                List<Path> found = ReportFinder.below(folder);
                if (found.isEmpty()) {
                    problems.add(folder + ": found no test report, expected files with JUnit XML, 'go test -json',"
                            + " 'jest --json' or TAP");
                }
                found.forEach(this::file);
            } catch (IOException e) {
                problems.add(folder + ": found a folder that can't be read (" + e.getMessage()
                        + "), expected a readable one");
            }
        }

        private void file(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                read(file.toString(), in);
            } catch (IOException e) {
                problems.add(
                        file + ": found a file that can't be read (" + e.getMessage() + "), expected a readable one");
            }
        }

        private void read(String name, InputStream in) {
            try {
                TestReport report = TestReports.read(name, in);
                reports++;
                tests += report.tests();
                failures.addAll(report.failures());
            } catch (UnreadableReportException e) {
                problems.add(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                problems.add(name + ": found what can't be read (" + e.getMessage() + "), expected a test report");
            }
        }
    }
}
