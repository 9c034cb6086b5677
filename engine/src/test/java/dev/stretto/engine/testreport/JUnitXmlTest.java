package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the fixtures do not show of JUnit XML. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JUnitXmlTest {

    @Test
    void a_test_with_several_failures_is_one_failure_that_says_all() throws Exception {
        List<FailedTest> failures = read("""
                <testsuite name="s"><testcase classname="a.B" name="c">
                  <failure type="java.lang.AssertionError" message="first">java.lang.AssertionError: first</failure>
                  <error message="second">java.io.IOException: second</error>
                </testcase></testsuite>""").failures();
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.message()).startsWith("first");
            assertThat(failure.text()).contains("first", "java.io.IOException: second");
        });
    }

    @Test
    void a_test_that_passed_when_it_was_run_again_has_not_failed() throws Exception {
        TestReport report = read("""
                <testsuite><testcase name="a"><flakyFailure message="no"><stackTrace>x</stackTrace><system-out>y</system-out>
                </flakyFailure><flakyError message="no"/></testcase></testsuite>""");
        assertThat(report).isEqualTo(new TestReport(1, List.of()));
    }

    @Test
    void a_test_that_failed_each_time_says_what_it_said_first() throws Exception {
        TestReport report = read("""
                <testsuite><testcase name="a"><failure message="no 1">no 1</failure><rerunFailure message="no 2"><stackTrace>no 2
                </stackTrace><system-out>out</system-out></rerunFailure></testcase></testsuite>""");
        assertThat(report.failures()).extracting(FailedTest::text).containsExactly("no 1");
    }

    @Test
    void suites_may_be_nested_and_failures_may_stand_in_a_suite() throws Exception {
        TestReport report = read("""
                <testsuites><testsuite name="outer" file="./tests/a.php"><testsuite name="inner">
                <testcase name="t"><failure>no</failure></testcase></testsuite><error message="no set-up"/></testsuite></testsuites>""");
        assertThat(report.failures())
                .extracting(FailedTest::kind, FailedTest::suite, FailedTest::name, FailedTest::file)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FailedTest.Kind.TEST, "inner", "t", "tests/a.php"),
                        org.assertj.core.groups.Tuple.tuple(FailedTest.Kind.SETUP, "outer", "outer", "tests/a.php"));
    }

    @Test
    void a_class_that_is_in_no_frame_is_looked_for_where_its_package_says() throws Exception {
        TestReport report = read("""
                <testsuite><testcase classname="a.b.CTest$Inner" name="t"><failure>java.lang.Error
                \tat a.Base.t(Base.java:1)</failure></testcase></testsuite>""");
        assertThat(report.failures()).extracting(FailedTest::file).containsExactly("a/b/CTest.java");
    }

    @Test
    void other_elements_and_namespaces_are_passed_over() throws Exception {
        TestReport report = read("""
                <testsuite xmlns="urn:x"><properties><property name="a" value="b"/></properties><x:y xmlns:x="urn:y">text</x:y>
                <testcase name="t"><skipped/></testcase><system-out>no</system-out></testsuite>""");
        assertThat(report).isEqualTo(new TestReport(1, List.of()));
    }

    @Test
    void the_encoding_is_that_of_the_declaration_or_of_the_byte_order_mark() throws Exception {
        assertThat(message("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", StandardCharsets.ISO_8859_1))
                .isEqualTo("für");
        assertThat(message("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", StandardCharsets.UTF_16))
                .isEqualTo("für");
        assertThat(message("\uFEFF<?xml version=\"1.0\"?>", StandardCharsets.UTF_8))
                .isEqualTo("für");
        assertThat(message("\uFEFF", StandardCharsets.UTF_16LE)).isEqualTo("für");
        assertThat(message("", StandardCharsets.UTF_8)).isEqualTo("für");
    }

    @Test
    void bytes_that_are_no_text_are_refused_and_nothing_is_printed() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            byte[] report = "<testsuite>\n<testcase name='für'/></testsuite>".getBytes(StandardCharsets.ISO_8859_1);
            assertThatExceptionOfType(UnreadableReportException.class)
                    .isThrownBy(() -> TestReports.read("report", report))
                    .withMessageContaining("bytes that are no text in its encoding");
            assertThatExceptionOfType(UnreadableReportException.class)
                    .isThrownBy(() -> read("<?xml version='1.0' encoding='klingon'?><testsuite/>"))
                    .withMessage("report:1: found the encoding 'klingon', which is not known here, expected UTF-8");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String message(String begin, Charset charset) throws UnreadableReportException {
        String report = begin + "<testsuite><testcase name='t'><failure message='für'/></testcase></testsuite>";
        return TestReports.read("report", report.getBytes(charset))
                .failures()
                .getFirst()
                .message();
    }

    private static TestReport read(String report) throws UnreadableReportException {
        return TestReports.read("report", report.getBytes(StandardCharsets.UTF_8));
    }
}
