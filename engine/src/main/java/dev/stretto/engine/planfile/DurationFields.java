package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.PlanLimits;
import dev.stretto.engine.plan.Problem;
import java.time.Duration;
import java.util.List;

/** Checks how long the durations of a document are; that they are durations at all is the schema's to say. */
final class DurationFields {
    static final String EXAMPLE = "a duration such as 30s, 5m or 1h30m";

    private DurationFields() {}

    static void check(Document document, String parent, JsonNode object, List<Problem> problems) {
        for (String name : List.of("timeout", "idle", "backoff", "time")) {
            JsonNode value = object.path(name);
            if (value.isTextual()) {
                Durations.parse(value.asText()).ifPresent(duration -> {
                    boolean zero = duration.isZero() && !name.equals("backoff");
                    if (zero || duration.compareTo(PlanLimits.LONGEST) > 0) {
                        problems.add(document.problem(
                                Fields.of(parent, name),
                                "'" + Texts.shortened(value.asText()) + "'",
                                "more than 0 and at most " + days(PlanLimits.LONGEST)));
                    }
                });
            }
        }
    }

    private static String days(Duration duration) {
        return duration.toDays() + "d";
    }
}
