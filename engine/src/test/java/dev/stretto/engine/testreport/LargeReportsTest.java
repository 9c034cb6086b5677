package dev.stretto.engine.testreport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Reports that are larger than what is kept of them; {@code -Dstretto.large=104857600} makes them of 100 MiB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LargeReportsTest {
    private static final long SIZE = Long.getLong("stretto.large", 4 << 20);

    @Test
    void junit_xml_is_read_as_a_stream() throws Exception {
        String passed =
                "<testcase classname='a.B' name='c' time='0'><system-out>&lt;a line&gt; &#10; of output\n</system-out></testcase>\n";
        assertRead("<testsuite name='a'>", passed, "<testcase name='d'><failure message='no'/></testcase></testsuite>");
    }

    @Test
    void go_test_json_is_read_as_a_stream() throws Exception {
        String passed = """
                {"Action":"run","Package":"a","Test":"TestB"}
                {"Action":"output","Package":"a","Test":"TestB","Output":"a line of output\\n"}
                {"Action":"pass","Package":"a","Test":"TestB","Elapsed":0}
                """;
        String failed = """
                {"Action":"output","Package":"a","Test":"TestC","Output":"    a_test.go:3: no\\n"}
                {"Action":"fail","Package":"a","Test":"TestC","Elapsed":0}
                {"Action":"fail","Package":"a","Elapsed":0}
                """;
        assertRead("", passed, failed);
    }

    @Test
    void jest_json_is_read_as_a_stream() throws Exception {
        String passed = """
                {"name":"/a.test.js","status":"passed","message":"","assertionResults":[{"title":"a","status":"passed","failureMessages":[]}]},
                """;
        String failed = """
                {"name":"/b.test.js","status":"failed","message":"","assertionResults":[{"title":"b","status":"failed","failureMessages":["no"]}]}]}
                """;
        assertRead("{\"numTotalTests\":1,\"testResults\":[", passed, failed);
    }

    @Test
    void tap_is_read_as_a_stream() throws Exception {
        assertRead(
                "TAP version 13\n",
                "ok - a test\n# a comment on it\n",
                "not ok - b\n# no\n1.." + (SIZE / "ok - a test\n# a comment on it\n".length() + 2) + "\n");
    }

    @Test
    void what_is_larger_than_is_read_at_all_is_refused() {
        String line = "# a line that says nothing\n";
        InputStream report = stream("ok 1\n", line, (3 << 20) / line.length(), "1..1\n");
        assertThatExceptionOfType(UnreadableReportException.class)
                .isThrownBy(() -> TestReports.read("report", report, 2 << 20))
                .withMessage("report: found more than 2 MiB, expected a report of one run of the tests");
    }

    private static void assertRead(String begin, String part, String end) throws Exception {
        long parts = SIZE / part.length() + 1;
        InputStream report = stream(begin, part, parts, end);
        long start = System.nanoTime();
        TestReport read = TestReports.read("report", report);
        System.out.println(part.substring(0, 3) + " " + (System.nanoTime() - start) / 1_000_000 + " ms, "
                + (Runtime.getRuntime().totalMemory() >> 20) + " MiB heap");
        assertThat(read.tests()).isEqualTo((int) parts + 1);
        assertThat(read.failures())
                .singleElement()
                .extracting(FailedTest::message)
                .isEqualTo("no");
    }

    private static InputStream stream(String begin, String part, long parts, String end) {
        byte[] bytes = part.getBytes(UTF_8);
        var middle = LongStream.range(0, parts)
                .<InputStream>mapToObj(i -> new ByteArrayInputStream(bytes))
                .iterator();
        InputStream rest = new SequenceInputStream(new java.util.Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return middle.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return middle.next();
            }
        });
        return new SequenceInputStream(Collections.enumeration(java.util.List.of(
                new ByteArrayInputStream(begin.getBytes(UTF_8)), rest, new ByteArrayInputStream(end.getBytes(UTF_8)))));
    }
}
