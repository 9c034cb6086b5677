package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.EnvironmentRules;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.EnvironmentValue;
import dev.stretto.engine.plan.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the variables and ports of a document's part. Takes what it finds, however malformed. */
final class EnvironmentFields {
    private EnvironmentFields() {}

    /** @param directory what relative paths of files are taken from */
    static EnvironmentSpec read(Document document, String field, JsonNode object, Path directory) {
        Map<String, EnvironmentValue> variables = new LinkedHashMap<>();
        object.path("env")
                .properties()
                .forEach(entry -> variables.put(
                        entry.getKey(),
                        value(
                                document,
                                Fields.of(Fields.of(field, "env"), entry.getKey()),
                                entry.getValue(),
                                directory)));
        List<String> ports = new ArrayList<>();
        object.path("ports").forEach(port -> ports.add(port.asText()));
        return new EnvironmentSpec(variables, ports);
    }

    private static EnvironmentValue value(Document document, String field, JsonNode value, Path directory) {
        if (value.has("fromEnv")) {
            return new EnvironmentValue.FromEnv(value.path("fromEnv").asText());
        }
        String path = value.path("fromFile").asText();
        return value.has("fromFile")
                ? new EnvironmentValue.FromFile(path.isBlank() ? path : resolved(directory, path))
                : new EnvironmentValue.Literal(document.source(field, value));
    }

    private static String resolved(Path directory, String path) {
        try {
            return directory.resolve(path).normalize().toString();
        } catch (InvalidPathException e) {
            return path; // whoever reads it says so
        }
    }

    static void check(Document document, String field, JsonNode object, List<Problem> problems) {
        EnvironmentRules.violations(field, read(document, field, object, Path.of("/")))
                .forEach(violation ->
                        problems.add(document.problem(violation.field(), violation.found(), violation.expected())));
    }
}
