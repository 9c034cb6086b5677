package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the fixtures do not show of {@code go test -json}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoTestJsonTest {

    @Test
    void a_test_that_failed_with_its_subtest_and_of_itself_is_a_failure_of_its_own() throws Exception {
        TestReport report = read("""
                {"Action":"run","Package":"p","Test":"TestA"}
                {"Action":"run","Package":"p","Test":"TestA/sub"}
                {"Action":"output","Package":"p","Test":"TestA/sub","Output":"    a_test.go:3: in the subtest\\n"}
                {"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:9: around it\\n"}
                {"Action":"fail","Package":"p","Test":"TestA/sub"}
                {"Action":"fail","Package":"p","Test":"TestA"}
                {"Action":"fail","Package":"p"}
                """);
        assertThat(report.failures()).extracting(FailedTest::name).containsExactlyInAnyOrder("TestA", "TestA/sub");
        assertThat(report.failures()).extracting(FailedTest::message).contains("in the subtest", "around it");
    }

    @Test
    void a_test_that_never_ended_is_what_a_package_failed_of() throws Exception {
        TestReport report = read("""
                {"Action":"run","Package":"p","Test":"TestFast"}
                {"Action":"pass","Package":"p","Test":"TestFast"}
                {"Action":"run","Package":"p","Test":"TestSlow"}
                {"Action":"output","Package":"p","Output":"panic: test timed out after 1s\\n"}
                {"Action":"output","Package":"p","Output":"running tests:\\n\\tTestSlow (1s)\\n"}
                {"Action":"fail","Package":"p","Elapsed":1}
                """);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FailedTest.Kind.TEST);
            assertThat(failure.name()).isEqualTo("TestSlow");
            assertThat(failure.message()).isEqualTo("test timed out after 1s");
        });
    }

    @Test
    void a_package_that_failed_because_another_one_does_not_compile_is_told_why() throws Exception {
        TestReport report = read("""
                {"ImportPath":"example.com/a","Action":"build-output","Output":"# example.com/a\\n"}
                {"ImportPath":"example.com/a","Action":"build-output","Output":"a/a.go:3:2: undefined: B\\n"}
                {"ImportPath":"example.com/a","Action":"build-fail"}
                {"Action":"start","Package":"example.com/b"}
                {"Action":"output","Package":"example.com/b","Output":"FAIL\\texample.com/b [build failed]\\n"}
                {"Action":"fail","Package":"example.com/b","Elapsed":0,"FailedBuild":"example.com/a"}
                """);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FailedTest.Kind.BUILD);
            assertThat(failure.suite()).isEqualTo("example.com/b");
            assertThat(failure.file()).isEqualTo("example.com/a/a.go");
            assertThat(failure.message()).isEqualTo("undefined: B");
        });
    }

    @Test
    void a_report_that_ends_before_its_packages_is_refused() {
        assertThatExceptionOfType(UnreadableReportException.class)
                .isThrownBy(() -> read("{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"TestA\"}\n"))
                .withMessage(
                        "report:1: found the end of the report before package p had ended, expected a whole report; "
                                + "was 'go test' stopped?");
    }

    @Test
    void a_line_that_breaks_off_is_refused_with_its_number() {
        assertThatExceptionOfType(UnreadableReportException.class)
                .isThrownBy(() -> read("{\"Action\":\"start\",\"Package\":\"p\"}\n{\"Action\":\"ru"))
                .satisfies(refused -> assertThat(refused.line()).isEqualTo(2));
    }

    @Test
    void what_a_windows_shell_wrote_in_utf_16_is_read() throws Exception {
        String events = """
                {"Action":"output","Package":"p","Test":"TestÄ","Output":"a_test.go:1: für\\n"}
                {"Action":"fail","Package":"p","Test":"TestÄ"}
                {"Action":"fail","Package":"p"}
                """;
        String report = "\uFEFF" + events.replace("\n", "\r\n");
        assertThat(read(report, StandardCharsets.UTF_16LE).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).isEqualTo("für"));
    }

    private static TestReport read(String report) throws UnreadableReportException {
        return read(report, StandardCharsets.UTF_8);
    }

    private static TestReport read(String report, Charset charset) throws UnreadableReportException {
        return TestReports.read("report", report.getBytes(charset));
    }
}
