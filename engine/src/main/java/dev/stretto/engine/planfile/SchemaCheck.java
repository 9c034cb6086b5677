package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.stretto.engine.plan.Nearest;
import dev.stretto.engine.plan.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Checks a document against the published schema, and says in words what does not fit. */
final class SchemaCheck {
    /** Made at first use: most commands read no plan. */
    private static final class Lazy {
        static final JsonSchema SCHEMA =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PlanSchema.text());
    }

    /** What fields were called before, with what they are called now and what that means. */
    private static final Map<String, Map.Entry<String, String>> RENAMED = Map.of(
            "after", Map.entry("needs", "the tasks that must be completed first"),
            "shares", Map.entry("locks", "what only one task at a time may hold"));

    private final Document document;

    SchemaCheck(Document document) {
        this.document = document;
    }

    List<Problem> problems() {
        Set<ValidationMessage> messages = Lazy.SCHEMA.validate(document.root());
        Set<String> choices = messages.stream()
                .filter(message -> message.getType().equals("oneOf"))
                .map(message -> Fields.of(message.getInstanceLocation()))
                .collect(Collectors.toSet());
        Map<String, Problem> byField = new LinkedHashMap<>();
        for (ValidationMessage message : messages) {
            Problem problem = problem(message, choices);
            if (problem != null) {
                byField.putIfAbsent(problem.field() + " " + problem.found(), problem);
            }
        }
        return new ArrayList<>(byField.values());
    }

    /** Where one of several forms is possible, the schema complains of all of them; the form that was meant is an object. */
    private @Nullable Problem problem(ValidationMessage message, Set<String> choices) {
        String field = Fields.of(message.getInstanceLocation());
        JsonNode found = message.getInstanceNode();
        if (choices.contains(field)) {
            if (!found.isObject()) {
                return document.problem(field, describe(field, found), choice(field));
            }
            if (message.getType().equals("oneOf") || message.getType().equals("type")) {
                return null;
            }
        }
        return switch (message.getType()) {
            case "required" -> document.problem(field, "no '" + message.getProperty() + "'", "one: it is required");
            case "additionalProperties" -> unknown(field, message);
            default -> document.problem(field, describe(field, found), expected(message));
        };
    }

    private Problem unknown(String field, ValidationMessage message) {
        String property = message.getProperty();
        Set<String> known = new TreeSet<>();
        known(message).fieldNames().forEachRemaining(known::add);
        Map.Entry<String, String> now = RENAMED.get(property);
        if (now != null && known.contains(now.getKey())) {
            return document.problem(
                    Fields.of(field, property), "'" + property + "'", "'" + now.getKey() + "': " + now.getValue());
        }
        return document.problem(
                Fields.of(field, property),
                "the unknown field '" + property + "'",
                Nearest.among(known, property)
                        .map(near -> "'" + near + "' perhaps; known are " + String.join(", ", known))
                        .orElse("one of " + String.join(", ", known)));
    }

    /** The properties that stand in the schema beside the rule that there are no others. */
    private static JsonNode known(ValidationMessage message) {
        JsonNodePath rule = message.getSchemaLocation().getFragment();
        JsonNode schema = Lazy.SCHEMA.getSchemaNode();
        for (int i = 0; i < rule.getNameCount() - 1; i++) {
            schema = rule.getElement(i) instanceof Integer index ? schema.path(index) : schema.path(rule.getName(i));
        }
        return schema.path("properties");
    }

    private static String choice(String field) {
        if (field.contains(".env.")) {
            return "a text, { fromEnv: NAME } or { fromFile: PATH }";
        }
        return field.endsWith("prompt")
                ? "a text, or an object with scope, goal, context, constraints and returns"
                : "{ command: [words] }, { profile: name }, or a function's name";
    }

    private static String expected(ValidationMessage message) {
        JsonNode schema = message.getSchemaNode();
        String bound = schema == null ? "" : schema.asText();
        return switch (message.getType()) {
            case "type" -> kinds(schema);
            case "enum" -> "one of " + values(schema);
            case "const" ->
                bound + ": write it in that version of the format, or use a version of Stretto that reads yours";
            case "pattern" -> bound.contains("ms|s|m|h|d") ? DurationFields.EXAMPLE : "a text that is not blank";
            case "minimum" -> "at least " + bound;
            case "maximum" -> "at most " + bound;
            case "minItems" -> "at least " + bound + (bound.equals("1") ? " entry" : " entries");
            case "maxItems" -> "at most " + bound + " entries";
            case "minProperties", "maxProperties" -> "one of its fields, and only one";
            default -> message.getMessage();
        };
    }

    private static String kinds(@Nullable JsonNode types) {
        if (types == null || !types.isArray()) {
            return kind(types == null ? "" : types.asText());
        }
        return StreamSupport.stream(types.spliterator(), false)
                .map(type -> kind(type.asText()))
                .collect(Collectors.joining(" or "));
    }

    private static String kind(String type) {
        return switch (type) {
            case "number" -> "a number";
            case "boolean" -> "a boolean";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> type;
        };
    }

    private static String values(@Nullable JsonNode schema) {
        return schema == null
                ? ""
                : StreamSupport.stream(schema.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
    }

    private String describe(String field, JsonNode found) {
        return switch (found.getNodeType()) {
            case STRING -> "'" + Texts.shortened(found.asText()) + "'";
            case NUMBER -> "the number " + Texts.shortened(document.source(field, found));
            case BOOLEAN -> "'" + document.source(field, found) + "', which YAML takes for " + found.asText();
            case ARRAY -> found.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> found.isEmpty() ? "an empty object" : "an object";
            case NULL, MISSING, BINARY, POJO -> "nothing";
        };
    }
}
