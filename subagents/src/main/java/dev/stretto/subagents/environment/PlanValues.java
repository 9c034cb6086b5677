package dev.stretto.subagents.environment;

import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks whether the variables of a plan have values, before anything is paid for. The values are not kept. */
public final class PlanValues {
    private static final int NAMED = 3;

    private PlanValues() {}

    /**
     * What has no value, each with who names it, in words; empty if all have.
     *
     * @param own Stretto's own environment
     */
    public static List<String> missing(Plan plan, Map<String, String> own) {
        Map<EnvironmentSpec, List<String>> byEnvironment = new LinkedHashMap<>();
        for (Task task : plan.tasks()) {
            byEnvironment
                    .computeIfAbsent(task.environment(), key -> new ArrayList<>())
                    .add("task '" + task.id() + "'");
        }
        byEnvironment
                .computeIfAbsent(plan.synthesis().environment(), key -> new ArrayList<>())
                .add("synthesis");
        List<String> missing = new ArrayList<>();
        byEnvironment.forEach((environment, who) -> {
            try {
                ProvidedEnvironment.of(environment, own);
            } catch (UnknownValueException e) {
                missing.add(Listed.first(NAMED, who) + ": " + e.getMessage());
            }
        });
        return missing;
    }
}
