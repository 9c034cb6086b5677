package dev.stretto.benchmarks.harness;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a contestant took.
 *
 * @param benchmark the name of the benchmark
 * @param series what contests of several sizes have in common
 * @param size how many pieces there were
 * @param contestant who it was
 * @param unit what the figures are in
 * @param median of all repetitions
 * @param least of all repetitions
 * @param most of all repetitions
 * @param repetitions how often it was measured
 * @param ratio what Stretto took, as a multiple of what this took; absent for Stretto itself
 * @param growth what a piece took, as a multiple of what it took at the reference size; for Stretto only, in series of
 *     which that size was measured
 * @param goal what there is to reach, in words; absent if nothing
 * @param met whether it was reached; absent without a goal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Result(
        String benchmark,
        String series,
        int size,
        String contestant,
        Unit unit,
        double median,
        double least,
        double most,
        int repetitions,
        @Nullable Double ratio,
        @Nullable Double growth,
        @Nullable String goal,
        @Nullable Boolean met) {

    /** What one piece took. */
    public double each() {
        return median / size;
    }
}
