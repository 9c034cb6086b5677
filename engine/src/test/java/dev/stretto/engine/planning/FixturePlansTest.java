package dev.stretto.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.planfile.PlanReader;
import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.testreport.TestReports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The plans for the reports of real runners, against those that a person has found right: {@code plans/RUNNER.yaml}.
 *
 * <p>With the environment variable {@code WRITE_EXPECTED} the plans are written there, to be looked through before they are kept.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FixturePlansTest {
    private static final Path FIXTURES = Path.of("..", "test-fixtures", "test-reports");

    @ParameterizedTest
    @CsvSource({
        "surefire-helpers-one, surefire-helpers, one-helper",
        "surefire-helpers-two, surefire-helpers, two-helpers",
        "surefire, surefire, reports",
        "gradle, gradle, reports",
        "pytest, pytest, long.xml",
        "jest, jest, jest.json",
        "vitest, vitest, vitest.json",
        "mocha, mocha, mocha.tap",
        "node-test, node-test, report.tap",
        "go, go, go-1.24.json",
        "rust, rust, lib-backtrace.xml receipt-backtrace.xml",
        "perl, perl, prove.txt",
        "bats, bats, report.tap"
    })
    void the_reports_of_a_runner_give_the_plan_that_a_person_has_found_right(String name, String runner, String reports)
            throws Exception {
        String plan = plan(runner, reports);
        Path expected = FIXTURES.resolve("plans").resolve(name + ".yaml");
        if (System.getenv("WRITE_EXPECTED") != null) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, plan);
        }

        assertThat(plan).isEqualTo(Files.readString(expected));
        new PlanReader(Set.of("claude"), Set.of())
                .read(name, new ByteArrayInputStream(plan.getBytes(StandardCharsets.UTF_8)), FIXTURES);
    }

    @ParameterizedTest
    @CsvSource({"pytest, long.xml, short.xml", "jest, jest.json, jest-junit.xml", "mocha, mocha.tap, mocha.xml"})
    void the_format_of_a_report_changes_nothing_about_the_tasks(String runner, String one, String other)
            throws Exception {
        assertThat(domains(runner, other)).isEqualTo(domains(runner, one));
    }

    private static List<String> domains(String runner, String reports) throws Exception {
        return FailureDomains.of(failures(runner, reports), files(runner)).stream()
                .map(domain -> domain.kind() + " " + domain.subject() + " "
                        + domain.failures().size())
                .toList();
    }

    private static String plan(String runner, String reports) throws Exception {
        List<FailedTest> failures = failures(runner, reports);
        PlanSettings settings = new PlanSettings(null, null, ".", null, null, null, null, null);
        return PlanFileWriter.write(
                FailurePlan.of(failures.size() + " failures", FailureDomains.of(failures, files(runner)), settings));
    }

    private static List<FailedTest> failures(String runner, String reports) throws Exception {
        List<FailedTest> failures = new ArrayList<>();
        for (String report : reports.split(" ", -1)) {
            for (Path file : below(FIXTURES.resolve(runner).resolve(report))) {
                failures.addAll(TestReports.read(String.valueOf(file.getFileName()), Files.readAllBytes(file))
                        .failures());
            }
        }
        return failures;
    }

    private static RepositoryFiles files(String runner) throws IOException {
        Path sample = FIXTURES.resolve(runner).resolve("sample").normalize();
        return RepositoryFiles.of(
                "/project/run",
                below(sample).stream()
                        .map(file -> sample.relativize(file).toString())
                        .toList());
    }

    private static List<Path> below(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        }
    }
}
