package dev.stretto.benchmarks.harness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stretto and others that do the same.
 *
 * @param series contests that differ in their size only have the same; such as {@code one run}
 * @param size how many pieces the whole has, such as tasks
 * @param unit what is measured
 * @param stretto the one that this is about
 * @param baselines what it is held against
 * @param growth how much a piece of a size from {@link Results#REFERENCE} on may take at most, as a multiple of what it takes at
 *     that size of the series; absent if there is no such goal
 */
public record Contest(
        String series,
        int size,
        Unit unit,
        Contestant stretto,
        List<Contestant> baselines,
        @Nullable Double growth) {

    public Contest {
        baselines = List.copyOf(baselines);
    }

    /** A contest in seconds, with no goal for how it grows. */
    public static Contest of(String series, int size, Contestant stretto, Contestant... baselines) {
        return new Contest(series, size, Unit.SECONDS, stretto, List.of(baselines), null);
    }

    /** The same, with a goal for how it grows. */
    public Contest withGrowth(double most) {
        return new Contest(series, size, unit, stretto, baselines, most);
    }
}
