package dev.stretto.benchmarks.harness;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be measured again and again.
 *
 * @param name what it is
 * @param measure does it once, from a fresh start, and says what it took; what it sets up beforehand does not count
 * @param goal for Stretto, how much it may take at most; for a baseline, how much Stretto may take at most as a multiple of
 *     what the baseline takes; absent if there is no goal
 */
public record Contestant(
        String name, Measure measure, @Nullable Double goal) {

    /** One measurement. */
    @FunctionalInterface
    public interface Measure {
        /** Carries it out and answers what it took, in the contest's unit. */
        double take() throws Exception;
    }

    /** One that has no goal. */
    public static Contestant of(String name, Measure measure) {
        return new Contestant(name, measure, null);
    }

    /** The same, with a goal. */
    public Contestant withGoal(double most) {
        return new Contestant(name, measure, most);
    }
}
