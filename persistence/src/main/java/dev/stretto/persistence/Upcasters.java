package dev.stretto.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns the data of an event's older version into that of the next one, step by step up to today's. */
final class Upcasters {

    /** Which version of which event a step starts from. */
    record From(String type, int version) {}

    /** Those of this version of Stretto: none, since everything is in its first version. */
    static final Upcasters TODAY = new Upcasters(Map.of());

    private final Map<From, UnaryOperator<ObjectNode>> steps;

    Upcasters(Map<From, UnaryOperator<ObjectNode>> steps) {
        this.steps = Map.copyOf(steps);
    }

    /** The data as version {@code to} has it; null if a step on the way is missing. */
    @Nullable
    ObjectNode upcast(String type, int version, int to, ObjectNode data) {
        ObjectNode current = data;
        for (int at = version; at < to; at++) {
            UnaryOperator<ObjectNode> step = steps.get(new From(type, at));
            if (step == null) {
                return null;
            }
            current = step.apply(current);
        }
        return current;
    }
}
