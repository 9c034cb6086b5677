package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read from the reports of real runners, against what a person has found in them: {@code expected/RUNNER/REPORT.txt}.
 *
 * <p>With the environment variable {@code WRITE_EXPECTED} what is read is written there, to be looked through before it is kept.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FixtureReportsTest {
    private static final Pattern LIBRARY =
            Pattern.compile("/opt/.*|/usr/lib/.*|/rustc/.*|node:.*|<.*|(?:.*/)?node_modules/.*"
                    + "|(?:java|jdk|sun|org/junit|org/gradle|org/apache|org/opentest4j|com/sun)/.*|/usr/share/.*");

    static List<String> reports() throws IOException {
        return Fixtures.all();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void a_report_says_what_failed_and_where(String report) throws Exception {
        String read = shown(Fixtures.read(report));
        Path file = Fixtures.ALL.resolve("expected").resolve(report + ".txt");
        if (System.getenv("WRITE_EXPECTED") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, read);
        }
        assertThat(read).isEqualTo(Files.readString(file));
    }

    @Test
    void each_expected_file_has_its_report() throws IOException {
        try (var files = Files.walk(Fixtures.ALL.resolve("expected"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> Fixtures.ALL
                                    .resolve("expected")
                                    .relativize(file)
                                    .toString()
                                    .replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(reports().stream()
                            .map(report -> report.replace(".txt", ""))
                            .toList());
        }
    }

    private static String shown(TestReport report) {
        StringBuilder shown = new StringBuilder(
                "tests: " + report.tests() + ", failures: " + report.failures().size() + "\n");
        for (FailedTest failure : report.failures()) {
            shown.append("\n%s %s%n".formatted(failure.kind(), failure.name().replace("\n", "\\n")));
            shown.append("  suite: ").append(failure.suite()).append('\n');
            shown.append("  file: ").append(failure.file()).append('\n');
            shown.append("  exception: ").append(failure.exception()).append('\n');
            shown.append("  message: ")
                    .append(failure.message().replace("\n", "\n    | "))
                    .append('\n');
            shown.append("  frames: ").append(failure.frames().size()).append('\n');
            failure.frames().stream()
                    .filter(frame -> frame.file() != null
                            && !LIBRARY.matcher(frame.file()).matches())
                    .limit(4)
                    .forEach(frame -> shown.append(
                            "    at %s (%s:%s)%n".formatted(frame.function(), frame.file(), frame.line())));
        }
        return shown.toString();
    }
}
