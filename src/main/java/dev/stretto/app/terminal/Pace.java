package dev.stretto.app.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast tasks have been ending of late, and how long the rest takes at that pace. */
final class Pace {
    /** What was longer ago says little about what is to come. */
    private static final Duration WINDOW = Duration.ofSeconds(30);
    /** From fewer nothing can be told. */
    private static final int FEWEST = 10;

    private static final double MILLIS = 1_000;

    private record Seen(Instant at, int ended) {}

    private final Deque<Seen> seen = new ArrayDeque<>();

    /** So many tasks have ended by now. */
    void ended(Instant now, int tasks) {
        while (seen.size() > 1 && seen.getFirst().at().isBefore(now.minus(WINDOW))) {
            seen.removeFirst();
        }
        if (seen.isEmpty() || seen.getLast().ended() != tasks) {
            seen.add(new Seen(now, tasks));
        }
    }

    /** Tasks a second; empty as long as too few have ended. */
    Optional<Double> perSecond(Instant now) {
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        int ended = seen.getLast().ended() - seen.getFirst().ended();
        double millis = Duration.between(seen.getFirst().at(), now).toMillis();
        return ended < FEWEST || millis <= 0 ? Optional.empty() : Optional.of(ended * MILLIS / millis);
    }

    /** How long so many more tasks take at this pace; empty as long as too few have ended. */
    Optional<Duration> left(Instant now, int open) {
        return perSecond(now).map(rate -> Duration.ofSeconds(Math.round(open / rate)));
    }
}
