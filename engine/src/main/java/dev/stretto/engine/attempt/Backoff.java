package dev.stretto.engine.attempt;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The pause before an attempt is repeated: exponential with equal jitter, that is, between half of the doubled pause and
 * the whole of it. The jitter is drawn from a generator seeded with run and attempt, so that the same decision always comes
 * out the same, while tasks that failed together do not come back together.
 */
public final class Backoff {
    public static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    private Backoff() {}

    /**
     * How long to wait after {@code failed} before the next attempt; never more than an hour.
     *
     * @param failures how many attempts have failed, from 1; lost ones do not count
     */
    public static Duration pause(String run, AttemptId failed, int failures, Duration first) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        long whole = (doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST).toMillis();
        long half = whole / 2;
        int seed = Objects.hash(run, failed.task(), failed.attempt());
        return Duration.ofMillis(half + new SplittableRandom(seed).nextLong(whole - half + 1));
    }
}
