package dev.stretto.engine.testreport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
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
                "<testcase classname='a.B' name='c' time='0'><system-out>&lt;a&gt;&lt;b&gt;&amp;&amp; &#10; of output\n</system-out></testcase>\n";
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
        TestReport read = TestReports.read("report", report);
        assertThat(read.tests()).isEqualTo((int) parts + 1);
        assertThat(read.failures())
                .singleElement()
                .extracting(FailedTest::message)
                .isEqualTo("no");
    }

    private static InputStream stream(String begin, String part, long parts, String end) {
        InputStream rest = new SequenceInputStream(new Repeated(part.getBytes(UTF_8), parts), bytes(end));
        return new SequenceInputStream(bytes(begin), rest);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** The same bytes again and again. */
    private static final class Repeated extends InputStream {
        private final byte[] part;
        private final long length;
        private long position;

        Repeated(byte[] part, long times) {
            this.part = part;
            length = part.length * times;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int wanted) {
            if (position == length) {
                return -1;
            }
            int offset = (int) (position % part.length);
            int given = Math.min(wanted, part.length - offset);
            System.arraycopy(part, offset, into, from, given);
            position += given;
            return given;
        }
    }
}
