package dev.stretto.engine.testreport;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report whose format has been told from how it begins.
 *
 * <p>What a shell or a package manager printed above the report is passed over, as in {@code npm test > report.tap}.
 */
final class ReportContent {
    private static final Pattern TAP = Pattern.compile(
            "^\\s*(?:TAP version \\d+|(?:not )?ok\\b.*|\\d+\\.\\.\\d+.*|Bail out!.*)\\r?$", Pattern.MULTILINE);
    private static final Pattern GO = Pattern.compile("^\\{[^\\n]{0,2000}\"Action\"\\s*:", Pattern.MULTILINE);
    private static final Pattern ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*\\bencoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");
    private static final Pattern JSON = Pattern.compile("^\\s*\\{", Pattern.MULTILINE);

    private final InputStream bytes;
    private final Charset charset;
    private final Format format;
    private final int start;

    private ReportContent(InputStream bytes, Charset charset, Format format, int start) {
        this.bytes = bytes;
        this.charset = charset;
        this.format = format;
        this.start = start;
    }

    static ReportContent of(String name, InputStream in) throws IOException, UnreadableReportException {
        BufferedInputStream bytes = new BufferedInputStream(in, ReportLimits.PEEK);
        bytes.mark(ReportLimits.PEEK);
        byte[] peeked = bytes.readNBytes(ReportLimits.PEEK);
        bytes.reset();
        Charset charset = charset(peeked);
        String begin = withoutMark(new String(peeked, charset));
        if (begin.isBlank()) {
            throw new UnreadableReportException(
                    name, 0, "nothing", "a test report; did the runner stop before it wrote one?");
        }
        if (begin.stripLeading().startsWith("<")) {
            return new ReportContent(bytes, declared(name, begin, charset), Format.JUNIT_XML, 0);
        }
        if (GO.matcher(begin).find()) {
            return new ReportContent(bytes, charset, Format.GO_TEST_JSON, 0);
        }
        Matcher json = JSON.matcher(begin);
        Matcher tap = TAP.matcher(begin);
        if (json.find() && (begin.stripLeading().startsWith("{") || !tap.find())) {
            return new ReportContent(bytes, charset, Format.JEST_JSON, json.end() - 1);
        }
        if (tap.reset().find()) {
            return new ReportContent(bytes, charset, Format.TAP, 0);
        }
        throw new UnreadableReportException(name, 0, found(begin), Format.ALL);
    }

    private static Charset charset(byte[] begin) {
        int first = begin.length > 0 ? begin[0] & 0xFF : 0;
        int second = begin.length > 1 ? begin[1] & 0xFF : 0;
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second == '<')) {
            return StandardCharsets.UTF_16BE;
        }
        boolean little = (first == 0xFF && second == 0xFE) || (first == '<' && second == 0 && begin.length > 1);
        return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    /** The encoding that XML declares, unless its first bytes have told it already. */
    private static Charset declared(String name, String begin, Charset told) throws UnreadableReportException {
        Matcher declaration = ENCODING.matcher(begin);
        boolean isTold = !told.equals(StandardCharsets.UTF_8) || !declaration.find();
        if (isTold || declaration.group(1).startsWith("UTF-16")) {
            return told;
        }
        try {
            return Charset.forName(declaration.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableReportException(
                    name, 1, "the encoding '" + declaration.group(1) + "', which is not known here", "UTF-8");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String found(String begin) {
        String line = begin.strip().lines().findFirst().orElse("");
        String shown = line.length() > 60 ? line.substring(0, 60) + "…" : line;
        return "a text that begins with '" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    Format format() {
        return format;
    }

    /**
     * From where the report begins. What is no character in its encoding is an error in XML, and else stands as U+FFFD: a test may
     * print anything.
     */
    Reader text() throws IOException {
        CodingErrorAction onError = format == Format.JUNIT_XML ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError);
        Reader reader = new BufferedReader(new InputStreamReader(bytes, decoder), 1 << 16);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        reader.skip(start);
        return reader;
    }

    /** The formats that are read. */
    enum Format {
        JUNIT_XML,
        GO_TEST_JSON,
        JEST_JSON,
        TAP;

        static final String ALL = "JUnit XML, 'go test -json', 'jest --json' or TAP";
    }
}
