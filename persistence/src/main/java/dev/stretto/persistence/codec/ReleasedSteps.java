package dev.stretto.persistence.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.persistence.codec.Upcasters.Step;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * From each released version of a type of event to the next one: what was not written down then is what it amounts to now. So far
 * every type of event has one version.
 */
final class ReleasedSteps {
    static final Map<Step, UnaryOperator<ObjectNode>> ALL = Map.of();

    private ReleasedSteps() {}
}
