package dev.stretto.benchmarks.harness;

/** How long something has taken. */
public final class Stopwatch {
    private static final double NANOS = 1e9;

    private final long since = System.nanoTime();

    /** In seconds, since it was made. */
    public double seconds() {
        return (System.nanoTime() - since) / NANOS;
    }
}
