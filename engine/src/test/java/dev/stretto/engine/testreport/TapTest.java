package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the fixtures do not show of TAP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TapTest {

    @Test
    void what_is_to_be_done_or_skipped_has_not_failed() throws Exception {
        assertThat(read("""
                TAP version 14
                1..4
                not ok 1 - a # TODO later
                not ok 2 - b # skip no network
                ok 3 - c # todo
                ok 4 - d \\# not todo
                """)).isEqualTo(new TestReport(4, List.of()));
    }

    @Test
    void an_escaped_hash_begins_no_directive() throws Exception {
        assertThat(names("1..1\nnot ok 1 - issue \\# TODO list\n")).containsExactly("issue # TODO list");
    }

    @Test
    void subtests_of_a_test_that_is_to_be_done_have_not_failed() throws Exception {
        assertThat(names("""
                1..1
                # Subtest: a
                    1..1
                    not ok 1 - b
                not ok 1 - a # TODO later
                """)).isEmpty();
    }

    @Test
    void a_bail_out_is_what_kept_the_rest_from_running() throws Exception {
        List<FailedTest> failures = read("1..3\nok 1\nBail out! no database\n").failures();
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FailedTest.Kind.SETUP);
            assertThat(failure.name()).isEqualTo("Bail out!");
            assertThat(failure.message()).isEqualTo("no database");
        });
    }

    @Test
    void a_plan_that_was_not_kept_is_a_failure() throws Exception {
        assertThat(names("1..3\nok 1\nok 2\n")).containsExactly("planned 3 tests, ran 2");
        assertThat(names("1..1\nok 1\nok 2\n")).containsExactly("planned 1 test, ran 2");
        assertThat(names("TAP version 13\nok 1\n")).containsExactly("no plan, ran 1 test");
        assertThat(names("1..0 # skip all of it\n")).isEmpty();
    }

    @Test
    void a_subtest_that_did_not_keep_its_plan_is_named_within_its_test() throws Exception {
        assertThat(names("1..1\n    1..2\n    ok 1 - b\nnot ok 1 - a\n")).containsExactly("a › planned 2 tests, ran 1");
    }

    @Test
    void what_a_package_manager_prints_around_is_passed_over() throws Exception {
        assertThat(
                        names(
                                "\n> shop@1.0.0 test\n> tap\n\nTAP version 13\nnot ok 1 - a\n  ---\n  message: no\n  ...\n1..1\nnpm ERR! x\n"))
                .containsExactly("a");
    }

    @Test
    void lines_in_yaml_are_no_results() throws Exception {
        assertThat(names("1..1\nnot ok 1 - a\n  ---\n  got: |\n    not ok 7 - b\n    1..9\n  ...\n"))
                .containsExactly("a");
    }

    @Test
    void several_documents_one_after_another_are_read_as_such() throws Exception {
        assertThat(names("TAP version 13\n1..1\nnot ok 1 - a\nTAP version 13\n1..1\nnot ok 1 - b\n"))
                .containsExactly("a", "b");
    }

    private static List<String> names(String report) throws UnreadableReportException {
        return read(report).failures().stream().map(FailedTest::name).toList();
    }

    private static TestReport read(String report) throws UnreadableReportException {
        return TestReports.read("report", report.getBytes(StandardCharsets.UTF_8));
    }
}
