package dev.stretto.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.persistence.Upcasters.Step;
import java.util.Map;
import java.util.function.UnaryOperator;

/** From each released version of a type of event to the next one: what was not written down then is what it amounts to now. */
final class ReleasedSteps {
    static final Map<Step, UnaryOperator<ObjectNode>> ALL = Map.of(
            new Step("run-started", 1), ReleasedSteps::withoutSearch,
            new Step("run-started", 2), ReleasedSteps::withUnknownScopes,
            new Step("attempt-failed", 1), ReleasedSteps::withoutNotices,
            new Step("task-completed", 1), ReleasedSteps::withoutNotices,
            new Step("task-failed", 1), ReleasedSteps::withoutNotices,
            new Step("task-timed-out", 1), ReleasedSteps::withoutNotices,
            new Step("task-cancelled", 1), ReleasedSteps::withoutNotices,
            new Step("synthesis-started", 1), ReleasedSteps::withPlainOverlaps,
            new Step("branches-merged", 1), ReleasedSteps::withPlainMerge,
            new Step("probe-finished", 1), ReleasedSteps::withNothingDropped);

    private ReleasedSteps() {}

    /** The verification was run on the merged result only, once. */
    private static ObjectNode withoutSearch(ObjectNode data) {
        if (data.at("/plan/synthesis/verify") instanceof ObjectNode verify) {
            verify.put("baseline", false);
        }
        return data;
    }

    /** A list without globs said that the scope is unknown, and nothing said that a task changes no files. */
    private static ObjectNode withUnknownScopes(ObjectNode data) {
        for (JsonNode task : data.at("/plan/tasks")) {
            if (task instanceof ObjectNode unscoped && unscoped.path("writes").isEmpty()) {
                unscoped.remove("writes");
            }
        }
        return data;
    }

    /** What there was to notice stood in the summary. */
    private static ObjectNode withoutNotices(ObjectNode data) {
        if (data.path("outcome") instanceof ObjectNode outcome) {
            outcome.putArray("notices");
        }
        return data;
    }

    /** What was dropped of a task in a union was not looked at. */
    private static ObjectNode withNothingDropped(ObjectNode data) {
        if (data.path("result") instanceof ObjectNode result) {
            result.putArray("dropped");
        }
        return data;
    }

    private static ObjectNode withPlainOverlaps(ObjectNode data) {
        for (JsonNode overlap : data.path("overlaps")) {
            if (overlap instanceof ObjectNode plain) {
                plain.putArray("how");
                plain.putArray("lines");
            }
        }
        return data;
    }

    /** The order was that of the plan, and nothing was merged in part. */
    private static ObjectNode withPlainMerge(ObjectNode data) {
        if (data.path("result") instanceof ObjectNode result) {
            result.putArray("clashes");
            result.putArray("dropped");
        }
        return withPlainOverlaps(data);
    }
}
