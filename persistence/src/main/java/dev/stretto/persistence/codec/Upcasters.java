package dev.stretto.persistence.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How the data of older versions of events is turned into that of the version after, JSON to JSON. They are applied one
 * after the other, so that a new version needs one more of them and no change to those that are there.
 */
final class Upcasters {

    /** From a version of a type of event to the next one. */
    record Step(String type, int from) {}

    /** Those of all released versions. */
    static final Upcasters RELEASED = new Upcasters(ReleasedSteps.ALL);

    private final Map<Step, UnaryOperator<ObjectNode>> steps;

    Upcasters(Map<Step, UnaryOperator<ObjectNode>> steps) {
        this.steps = Map.copyOf(steps);
    }

    /** The data in the given version; empty if there is no way to it. */
    Optional<ObjectNode> upcast(String type, int from, int to, ObjectNode data) {
        ObjectNode current = data;
        for (int version = from; version < to; version++) {
            UnaryOperator<ObjectNode> step = steps.get(new Step(type, version));
            if (step == null) {
                return Optional.empty();
            }
            current = step.apply(current);
        }
        return from > to ? Optional.empty() : Optional.of(current);
    }
}
