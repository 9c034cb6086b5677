package dev.stretto.engine.testreport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

/**
 * Reads the reports that test runners write.
 *
 * <p>The format is told from the content, never from the name:
 *
 * <ul>
 *   <li>JUnit XML, as Surefire, Gradle, pytest, jest-junit, Vitest, Mocha, gotestsum, cargo nextest, libtest and Bats write it. It
 *       has no standard; the elements are those of the <a
 *       href="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd">Surefire schema</a> and of
 *       <a href="https://github.com/testmoapp/junitxml">the collection of what runners write</a>.
 *   <li>{@code go test -json}: <a href="https://pkg.go.dev/cmd/test2json">test2json</a>, with the build events of Go 1.24.
 *   <li>{@code jest --json}: <a href="https://jestjs.io/docs/cli#--json">its results</a>, which {@code vitest --reporter=json}
 *       writes too.
 *   <li>TAP <a href="https://testanything.org/tap-version-12-specification.html">12</a>, <a
 *       href="https://testanything.org/tap-version-13-specification.html">13</a> and <a
 *       href="https://testanything.org/tap-version-14-specification.html">14</a>.
 * </ul>
 *
 * <p>A test that failed first and passed when it was run again is not among the failures.
 */
public final class TestReports {
    private TestReports() {}

    /**
     * Reads a report.
     *
     * @param name what the report is called in messages, such as its path
     * @throws UnreadableReportException if it is none, is damaged or cut off, or is larger than is read
     */
    public static TestReport read(String name, byte[] content) throws UnreadableReportException {
        try {
            return read(name, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be read", e);
        }
    }

    /**
     * Reads a report as a stream, so that memory is needed for its failures alone; does not close it.
     *
     * @param name what the report is called in messages, such as its path
     * @throws UnreadableReportException if it is none, is damaged or cut off, or is larger than is read
     * @throws IOException if the stream itself fails
     */
    public static TestReport read(String name, InputStream content) throws IOException, UnreadableReportException {
        return read(name, content, ReportLimits.BYTES);
    }

    static TestReport read(String name, InputStream content, long limit) throws IOException, UnreadableReportException {
        try {
            ReportContent report = ReportContent.of(name, new LimitedStream(content, limit));
            return switch (report.format()) {
                case JUNIT_XML -> new JUnitXml(name).read(report.text());
                case GO_TEST_JSON -> new GoTestJson(name).read(report.text());
                case JEST_JSON -> new JestJson(name).read(report.text());
                case TAP -> new Tap(name).read(report.text());
            };
        } catch (CharacterCodingException e) {
            throw new UnreadableReportException(
                    name, 0, "bytes that are no text in its encoding", "UTF-8, or what the XML declaration names");
        } catch (LimitedStream.TooLong e) {
            throw new UnreadableReportException(
                    name, 0, "more than " + (limit >> 20) + " MiB", "a report of one run of the tests");
        }
    }
}
