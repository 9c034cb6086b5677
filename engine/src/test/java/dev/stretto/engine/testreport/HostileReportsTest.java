package dev.stretto.engine.testreport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that were made to harm their reader, and files that are no reports. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileReportsTest {

    @Test
    void a_document_type_is_refused_and_no_file_is_opened(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "a secret");
        String report = """
                <?xml version="1.0"?>
                <!DOCTYPE testsuite [<!ENTITY secret SYSTEM "%s">]>
                <testsuite name="a"><testcase name="b"><failure>&secret;</failure></testcase></testsuite>
                """.formatted(secret.toUri());
        assertRefused(report, "report:2: found a document type", "plain XML");
    }

    @Test
    void entities_that_multiply_are_refused() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY a0 \"boom\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1, i - 1));
        }
        assertRefused(bomb + "]><testsuite name=\"&a29;\"/>", "report:1: found a document type", "plain XML");
    }

    @Test
    void an_entity_that_nobody_has_declared_is_refused() {
        assertRefused("<testsuite><testcase><failure>&boom;</failure></testcase></testsuite>", "report:1", "found");
    }

    @Test
    void suites_nested_without_end_are_refused() {
        assertRefused("<testsuite>".repeat(100_000), "report:1: found ", "expected");
    }

    @Test
    void elements_nested_without_end_are_refused() {
        assertRefused(
                "<testsuite>" + "<a>".repeat(100_000), "report:1: found XML that ends or breaks here", "expected");
    }

    @Test
    void lists_nested_without_end_are_refused() {
        assertRefused("{\"testResults\": " + "[".repeat(100_000), "found JSON", "jest --json");
        assertRefused("{\"Action\":\"run\",\"a\":" + "[".repeat(100_000), "report:1: found JSON", "go test -json");
    }

    @Test
    void subtests_nested_without_end_are_refused() {
        StringBuilder tap = new StringBuilder("1..1\n");
        for (int depth = 1; depth < 2000; depth++) {
            tap.append(" ".repeat(depth)).append("ok 1\n");
        }
        assertRefused(tap.toString(), "report:", "subtests nested more than 200 deep");
    }

    @Test
    void a_line_without_end_is_refused() {
        assertRefused("1..1\n" + "x".repeat(9 << 20), "report:2: found a line of more than 8 MiB", "shorter lines");
    }

    @Test
    void failures_that_say_more_than_can_be_kept_are_refused() {
        String failure = "<testcase name=\"a\"><failure>" + "x".repeat(300_000) + "</failure></testcase>";
        assertRefused("<testsuite>" + failure.repeat(300), "report: found failures with more than 64 million", "fewer");
    }

    @Test
    void a_single_failure_that_says_too_much_is_kept_with_its_beginning_and_its_end() throws Exception {
        String report = "<testsuite><testcase name=\"a\"><failure>begin " + "x".repeat(400_000)
                + " end</failure></testcase></testsuite>";
        String text = TestReports.read("report", report.getBytes(UTF_8))
                .failures()
                .getFirst()
                .text();
        assertThat(text)
                .startsWith("begin ")
                .endsWith(" end")
                .contains(" characters are left out here")
                .hasSizeLessThan(270_000);
    }

    @Test
    void text_that_a_pattern_could_run_wild_on_is_read_quickly() throws Exception {
        String spaces = " ".repeat(1900);
        String wild = ("at " + "a ".repeat(900) + "(\n")
                + ("    at (((((" + ":1".repeat(900) + "\n")
                + ("x" + spaces + "at y line\n")
                + ("_.py:".repeat(300) + "\n")
                + ("panic" + spaces + "\n")
                + ("thread '" + "' panicked at ".repeat(100) + "\n")
                + ("E " + "a.".repeat(900) + "\n")
                + ("File \"" + "\", line ".repeat(200) + "\n")
                + ("/x.go:".repeat(300) + "\n");
        String report = "<testsuite><testcase name=\"a\"><failure><![CDATA[" + wild.repeat(20)
                + "]]></failure></testcase></testsuite>";
        long start = System.nanoTime();
        assertThat(TestReports.read("report", report.getBytes(UTF_8)).failures())
                .hasSize(1);
        assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds").isLessThan(5_000);
    }

    @Test
    void a_file_that_is_no_report_is_refused_with_how_it_begins() {
        assertRefused("", "report: found nothing", "did the runner stop");
        assertRefused(" \n\n", "report: found nothing", "did the runner stop");
        assertRefused("BUILD SUCCESS\nall is well", "report: found a text that begins with 'BUILD SUCCESS'", "TAP");
        assertRefused("<html><body/></html>", "report:1: found an XML document of <html>", "<testsuites>");
        assertRefused("{\"name\": \"x\"}", "report: found JSON without a list 'testResults'", "jest --json");
        assertRefused(
                "<testsuite name=\"a\">\n<testcase name=\"b\">\n",
                "report:3: found XML that ends or breaks here",
                "whole");
        assertRefused(
                "<testsuite>\n<testcase name=\"\u0001\"/></testsuite>",
                "report:2: found XML that ends or breaks here",
                "whole");
    }

    private static void assertRefused(String report, String... words) {
        assertThatExceptionOfType(UnreadableReportException.class)
                .isThrownBy(() -> TestReports.read("report", report.getBytes(UTF_8)))
                .satisfies(refused ->
                        assertThat(refused.getMessage()).contains(words).doesNotContain("secret"));
    }
}
