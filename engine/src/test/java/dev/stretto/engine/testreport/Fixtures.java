package dev.stretto.engine.testreport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The reports in {@code test-fixtures/test-reports}, as their runners wrote them. */
final class Fixtures {
    static final Path ALL = Path.of("..", "test-fixtures", "test-reports");

    private Fixtures() {}

    /** The paths of the reports that show what a runner writes, from {@link #ALL} on, such as {@code jest/jest.json}. */
    static List<String> all() throws IOException {
        return in("").stream()
                .filter(report -> !report.startsWith("surefire-helpers/"))
                .toList();
    }

    /** The paths of all reports in a folder. */
    static List<String> in(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ALL.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ALL.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.contains("/sample/") && !file.startsWith("expected/") && file.contains("/"))
                    .filter(file -> file.matches(".*\\.(?:xml|json|tap|tap13)|perl/prove.*\\.txt"))
                    .sorted()
                    .toList();
        }
    }

    static byte[] bytes(String report) throws IOException {
        return Files.readAllBytes(ALL.resolve(report));
    }

    static TestReport read(String report) throws IOException, UnreadableReportException {
        return TestReports.read(report, bytes(report));
    }
}
