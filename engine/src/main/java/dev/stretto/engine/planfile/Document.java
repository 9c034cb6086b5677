package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.Problem;
import java.util.Map;

/**
 * A file as a tree, and where each of its parts stands.
 *
 * @param name what the user calls it
 * @param root the tree
 * @param places of all fields that stand in the file themselves; a field that came in by an alias has its parent's
 * @param sources the text of values that the tree would give back differently, such as {@code 007} or {@code yes}
 */
record Document(String name, JsonNode root, Map<String, Position> places, Map<String, String> sources) {

    /** A problem at a field, or where that would stand. */
    Problem problem(String field, String found, String expected) {
        Position place = place(field);
        return new Problem(name, place.line(), place.column(), field, found, expected);
    }

    private Position place(String field) {
        String at = field;
        while (!at.isEmpty()) {
            Position place = places.get(at);
            if (place != null) {
                return place;
            }
            at = Fields.parent(at);
        }
        return places.getOrDefault("", Position.WHOLE);
    }

    /** A scalar as it was written. */
    String source(String field, JsonNode scalar) {
        return sources.getOrDefault(field, scalar.asText());
    }
}
