package dev.stretto.engine.testreport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of {@code go test -json}, a JSON object a line, and what the go command printed between them.
 *
 * <p>Before Go 1.24 a compiler's errors are plain lines below {@code # package}, and {@code FAIL package [build failed]} is one too;
 * since then both are events, {@code build-output} and {@code build-fail}, that name an import path instead of a package.
 */
final class GoTestJson {
    private static final JsonFactory JSON = JestJson.FACTORY;

    private final String report;
    private final Failures failures;
    private final Map<String, GoPackage> packages = new LinkedHashMap<>();
    private final GoBuilds builds = new GoBuilds();

    GoTestJson(String report) {
        this.report = report;
        failures = new Failures(report);
    }

    TestReport read(Reader reader) throws IOException, UnreadableReportException {
        Lines lines = new Lines(report, reader);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("{")) {
                event(event(line, lines.number()));
            } else {
                plain(line);
            }
        }
        for (GoPackage open : packages.values()) {
            throw new UnreadableReportException(
                    report,
                    lines.number(),
                    "the end of the report before package " + open.name() + " had ended",
                    "a whole report; was 'go test' stopped?");
        }
        for (FailedTest unclaimed : builds.unclaimed()) {
            failures.add(unclaimed);
        }
        return failures.report();
    }

    private Map<String, String> event(String line, long number) throws UnreadableReportException {
        Map<String, String> event = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken().isStructStart()) {
                    parser.skipChildren();
                } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    event.put(field, parser.getText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableReportException(
                    report,
                    number,
                    "JSON that ends or breaks (" + e.getOriginalMessage() + ")",
                    "an event of 'go test -json'");
        } catch (IOException e) {
            throw new IllegalStateException("a line in memory can be read", e);
        }
        return event;
    }

    private void event(Map<String, String> event) throws UnreadableReportException {
        String action = event.getOrDefault("Action", "");
        String output = event.getOrDefault("Output", "");
        String importPath = event.get("ImportPath");
        String name = event.get("Package");
        String test = event.get("Test");
        if (action.equals("build-output") && importPath != null) {
            builds.output(importPath, output);
        } else if (name != null) {
            GoPackage ran = packages.computeIfAbsent(name, GoPackage::new);
            if (test != null) {
                ofTest(ran, test, action, output);
            } else {
                ofPackage(ran, action, output, event.get("FailedBuild"));
            }
        }
    }

    private static void ofTest(GoPackage ran, String test, String action, String output) {
        switch (action) {
            case "output" -> ran.output(test, output);
            case "pass", "skip" -> ran.passed(test);
            case "fail" -> ran.failed(test);
            default -> ran.seen(test);
        }
    }

    private void ofPackage(GoPackage ran, String action, String output, @Nullable String failedBuild)
            throws UnreadableReportException {
        switch (action) {
            case "output" -> ran.output(output);
            case "pass", "skip" -> {
                ran.end(false, failures);
                packages.remove(ran.name());
            }
            case "fail" -> {
                packages.remove(ran.name());
                FailedTest broken = builds.claim(ran.name(), failedBuild, ran.said());
                if (broken != null) {
                    failures.add(broken);
                } else {
                    ran.end(true, failures);
                }
            }
            default -> {}
        }
    }

    private void plain(String line) throws UnreadableReportException {
        String failed = builds.plain(line);
        GoPackage ran = failed == null ? null : packages.remove(failed);
        FailedTest broken =
                failed == null ? null : builds.claim(failed, null, line + (ran == null ? "" : "\n" + ran.said()));
        if (broken != null) {
            failures.add(broken);
        }
    }
}
