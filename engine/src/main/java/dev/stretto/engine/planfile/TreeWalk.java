package dev.stretto.engine.planfile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.PlanLimits;
import dev.stretto.engine.plan.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a tree from a parser's tokens and remembers where each part of it stands. What an alias stands for is shared, not
 * copied, and counted as if it were copied: a document that would grow without bound when written out is refused at once.
 */
final class TreeWalk {
    private static final String MERGE = "<<";

    /** Something that aliases may stand for, and how many values it has when written out. */
    private record Anchored(JsonNode node, long size) {}

    private final String name;
    private final JsonParser parser;
    private final List<Problem> problems;
    private final Map<String, Position> places = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private long size;

    TreeWalk(String name, JsonParser parser, List<Problem> problems) {
        this.name = name;
        this.parser = parser;
        this.problems = problems;
    }

    Map<String, Position> places() {
        return places;
    }

    Map<String, String> sources() {
        return sources;
    }

    /** Where the current token stands. */
    Position here() {
        JsonLocation location = parser.currentTokenLocation();
        return new Position(Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
    }

    /** The value that begins with the current token. */
    JsonNode value(String field, int depth) throws IOException, InvalidPlanException {
        places.putIfAbsent(field, here());
        if (depth > PlanLimits.DEPTH) {
            throw refused(field, "nesting deeper than " + PlanLimits.DEPTH, "a flatter document");
        }
        if (isAlias()) {
            return alias(field);
        }
        Optional<String> anchor = anchor();
        long before = size;
        grow(field, 1);
        JsonNode node = fresh(field, depth);
        anchor.ifPresent(known -> anchors.put(known, new Anchored(node, size - before)));
        return node;
    }

    private JsonNode fresh(String field, int depth) throws IOException, InvalidPlanException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(field, depth);
            case START_ARRAY -> array(field, depth);
            case VALUE_NUMBER_INT -> asWritten(field, nodes.numberNode(parser.getBigIntegerValue()));
            case VALUE_NUMBER_FLOAT -> asWritten(field, nodes.numberNode(parser.getDecimalValue()));
            case VALUE_TRUE -> asWritten(field, nodes.booleanNode(true));
            case VALUE_FALSE -> asWritten(field, nodes.booleanNode(false));
            case VALUE_NULL -> nodes.nullNode();
            case VALUE_STRING, VALUE_EMBEDDED_OBJECT, FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE ->
                nodes.textNode(parser.getText());
        };
    }

    /** Remembers the text of a value that would be written differently: {@code 007}, or {@code yes}. */
    private JsonNode asWritten(String field, JsonNode value) throws IOException {
        if (!value.asText().equals(parser.getText())) {
            sources.put(field, parser.getText());
        }
        return value;
    }

    private ObjectNode object(String field, int depth) throws IOException, InvalidPlanException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<JsonNode> merged = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String child = Fields.of(field, key);
            Position place = here();
            if (object.has(key)) {
                problems.add(new Problem(
                        name, place.line(), place.column(), child, "'" + key + "' a second time", "each field once"));
            }
            places.put(child, place);
            parser.nextToken();
            JsonNode value = value(child, depth + 1);
            if (key.equals(MERGE)) {
                merged.add(value);
            } else {
                object.set(key, value);
            }
        }
        merged.forEach(value -> merge(object, value));
        return object;
    }

    /** YAML's merge key: the fields of another object, or of several, where this one has none of its own. */
    private static void merge(ObjectNode object, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> merge(object, each));
        } else {
            value.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
        }
    }

    private ArrayNode array(String field, int depth) throws IOException, InvalidPlanException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(Fields.of(field, array.size()), depth + 1));
        }
        return array;
    }

    private JsonNode alias(String field) throws IOException, InvalidPlanException {
        Anchored anchored = anchors.get(parser.getText());
        if (anchored == null) {
            throw refused(field, "an alias to '" + parser.getText() + "'", "an anchor that stands before it");
        }
        grow(field, anchored.size());
        return anchored.node();
    }

    private void grow(String field, long by) throws InvalidPlanException {
        size += by;
        if (size > PlanLimits.NODES) {
            throw refused(
                    field, "more than " + PlanLimits.NODES + " values, aliases written out", "a smaller document");
        }
    }

    private boolean isAlias() {
        return parser instanceof AnchorParser yaml && yaml.atAlias();
    }

    private Optional<String> anchor() {
        return parser instanceof AnchorParser yaml ? yaml.anchor() : Optional.empty();
    }

    private InvalidPlanException refused(String field, String found, String expected) {
        Position place = here();
        List<Problem> all = new ArrayList<>(problems);
        all.add(new Problem(name, place.line(), place.column(), field, found, expected));
        return new InvalidPlanException(all);
    }
}
