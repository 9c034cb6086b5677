package dev.stretto.engine.decision;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long subagents were at work in earlier runs.
 *
 * @param medians by the ids of the tasks that the subagent carried out, the lead first: the median of the completed attempts
 */
public record KnownDurations(Map<List<String>, Duration> medians) {
    /** Nothing is known. */
    public static final KnownDurations NONE = new KnownDurations(Map.of());

    public KnownDurations {
        medians = Map.copyOf(medians);
    }

    /** How long this assignment took; empty if it was never completed. */
    public Optional<Duration> of(Assignment assignment) {
        return Optional.ofNullable(medians.get(assignment.tasks()));
    }

    /**
     * The median of some durations, of an even number the middle of the two in the middle.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Duration median(List<Duration> durations) {
        if (durations.isEmpty()) {
            throw new IllegalArgumentException("of nothing there is no median");
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        Duration upper = sorted.get(sorted.size() / 2);
        return sorted.size() % 2 == 1
                ? upper
                : upper.plus(sorted.get(sorted.size() / 2 - 1)).dividedBy(2);
    }
}
