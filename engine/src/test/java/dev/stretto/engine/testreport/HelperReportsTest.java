package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A build in which one helper is broken, and one in which two are: what a plan of one task, or of two, is made from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HelperReportsTest {
    private static final String RATES = "java.lang.IllegalStateException at com/acme/shop/Rates.java:14";
    private static final String DATES = "java.time.format.DateTimeParseException at com/acme/shop/Dates.java:13";

    @Test
    void one_helper_fails_40_tests_in_9_files() throws Exception {
        assertThat(causes("surefire-helpers/one-helper")).containsExactly(Map.entry(RATES, "40 in 9 files"));
    }

    @Test
    void another_helper_fails_7_tests_in_3_more() throws Exception {
        assertThat(causes("surefire-helpers/two-helpers"))
                .containsExactly(Map.entry(RATES, "40 in 9 files"), Map.entry(DATES, "7 in 3 files"));
    }

    private static Map<String, String> causes(String folder) throws Exception {
        List<FailedTest> failures = new ArrayList<>();
        for (String report : Fixtures.in(folder)) {
            failures.addAll(Fixtures.read(report).failures());
        }
        Map<String, List<FailedTest>> byCause = failures.stream()
                .collect(Collectors.groupingBy(HelperReportsTest::cause, TreeMap::new, Collectors.toList()));
        Map<String, String> causes = new TreeMap<>();
        byCause.forEach((cause, tests) -> {
            var files = tests.stream()
                    .map(test -> Objects.requireNonNull(test.file()))
                    .collect(Collectors.toCollection(TreeSet::new));
            causes.put(cause, tests.size() + " in " + files.size() + " files");
        });
        return causes;
    }

    private static String cause(FailedTest failure) {
        Frame own = failure.frames().stream()
                .filter(frame -> frame.function().startsWith("com.acme."))
                .findFirst()
                .orElseThrow();
        return failure.exception() + " at " + own.file() + ":" + own.line();
    }
}
