package dev.stretto.engine.testreport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads the results of {@code jest --json}, one file of tests after another. */
final class JestJson {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ReportLimits.DEPTH)
                    .maxStringLength(ReportLimits.LINE)
                    .build())
            .build();

    private final String report;
    private final Failures failures;

    JestJson(String report) {
        this.report = report;
        failures = new Failures(report);
    }

    TestReport read(Reader reader) throws IOException, UnreadableReportException {
        boolean results = false;
        try (JsonParser json = FACTORY.createParser(reader)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            json.nextToken();
            while (next(json) == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY && field.equals("testResults")) {
                    results = true;
                    files(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            long line =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new UnreadableReportException(
                    report,
                    line,
                    "JSON that ends or breaks here (" + e.getOriginalMessage() + ")",
                    "whole results of 'jest --json'");
        }
        if (!results) {
            throw new UnreadableReportException(
                    report, 0, "JSON without a list 'testResults'", ReportContent.Format.ALL);
        }
        return failures.report();
    }

    private void files(JsonParser json) throws IOException, UnreadableReportException {
        while (next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                file(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void file(JsonParser json) throws IOException, UnreadableReportException {
        JestFile file = new JestFile();
        while (next(json) == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("assertionResults") && value == JsonToken.START_ARRAY) {
                while (next(json) != JsonToken.END_ARRAY) {
                    failures.counted();
                    file.add(assertion(json));
                }
            } else if (value == JsonToken.VALUE_STRING) {
                file.set(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
        for (FailedTest failure : file.failures()) {
            failures.add(failure);
        }
    }

    private static JestFile.Assertion assertion(JsonParser json) throws IOException {
        JestFile.Assertion assertion = new JestFile.Assertion();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return assertion;
        }
        while (next(json) == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY) {
                assertion.set(field, strings(json));
            } else if (value == JsonToken.VALUE_STRING) {
                assertion.set(field, List.of(json.getText()));
            } else {
                json.skipChildren();
            }
        }
        return assertion;
    }

    private static List<String> strings(JsonParser json) throws IOException {
        List<String> strings = new ArrayList<>();
        while (next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                strings.add(json.getText());
            } else {
                json.skipChildren();
            }
        }
        return strings;
    }

    /** The next token; that there is none is an error, since something is open. */
    private static JsonToken next(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new com.fasterxml.jackson.core.JsonParseException(json, "unexpected end of the file");
        }
        return token;
    }
}
