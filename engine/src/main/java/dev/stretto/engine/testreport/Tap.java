package dev.stretto.engine.testreport;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads TAP, of one script or of several one after another, with the headings of {@code prove --verbose} where there are.
 *
 * <p>A test whose subtests failed is no failure of its own. What a script did not do is one: that it ran fewer tests than it planned,
 * that it never said how many, or that it gave up.
 */
final class Tap {
    private static final Pattern HEADING = Pattern.compile("(\\S+\\.\\w{1,5}) \\.{2,}\\s*(ok|skipped\\b.*)?");
    private static final Pattern BAIL_OUT = Pattern.compile("Bailout called\\.  Further testing stopped:\\s*(.*)");
    private static final Pattern VERSION = Pattern.compile("TAP version \\d+");
    private static final Pattern DIED =
            Pattern.compile("Dubious, test returned .*|No subtests run\\s*|Failed \\d+/\\d+ subtests.*");

    private final String report;
    private final Failures failures;
    private @Nullable TapScript script;
    private boolean underHeading;
    private @Nullable String givenUp;

    Tap(String report) {
        this.report = report;
        failures = new Failures(report);
    }

    TestReport read(Reader reader) throws IOException, UnreadableReportException {
        Lines lines = new Lines(report, reader);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (underHeading && line.equals("Test Summary Report")) {
                break;
            }
            read(Traces.clean(line), lines.number());
        }
        endScript();
        return failures.report();
    }

    private void read(String line, long number) throws UnreadableReportException {
        Matcher heading = HEADING.matcher(line);
        Matcher bailOut = BAIL_OUT.matcher(line);
        if ((underHeading || script == null) && line.contains(" ..") && line.length() < 1000 && heading.matches()) {
            endScript();
            underHeading = true;
            script = heading.group(2) == null ? new TapScript(report, heading.group(1)) : null;
        } else if (underHeading && bailOut.matches()) {
            givenUp = bailOut.group(1);
        } else if (line.startsWith("TAP ")
                && VERSION.matcher(line.stripTrailing()).matches()) {
            if (script == null || script.hasBegun()) {
                endScript();
                script = new TapScript(report, null);
            }
        } else if (underHeading && (line.equals("ok") || DIED.matcher(line).matches())) {
            endScript();
        } else if (underHeading && script == null) {
            return;
        } else {
            script = script == null ? new TapScript(report, null) : script;
            script.read(line, number);
        }
    }

    private void endScript() throws UnreadableReportException {
        if (script != null && givenUp != null) {
            script.gaveUp(givenUp);
            givenUp = null;
        }
        if (script != null) {
            script.end(failures);
        }
        script = null;
    }
}
