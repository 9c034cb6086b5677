package dev.stretto.app.terminal;

import dev.stretto.engine.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How fast tasks have been ending of late, and how long the rest takes at that pace. Where too few have ended of late it looks
 * back as far as it has to, at most to the beginning.
 */
final class Pace {
    /** What was longer ago says little about what is to come. */
    private static final Duration WINDOW = Duration.ofSeconds(30);
    /** From fewer nothing can be told. */
    private static final int FEWEST = 10;

    private static final double MILLIS = 1_000;
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    private final NavigableMap<Instant, Integer> ends = new TreeMap<>();
    private @Nullable Instant beginning;

    /** Something was begun; the first time is the beginning. */
    void begun(Instant at) {
        beginning = beginning == null || at.isBefore(beginning) ? at : beginning;
    }

    /** So many tasks ended. */
    void ended(Instant at, int tasks) {
        ends.merge(at, tasks, Integer::sum);
    }

    /** Tasks a second; empty as long as too few have ended. */
    Optional<Double> perSecond(Instant now) {
        if (beginning == null) {
            return Optional.empty();
        }
        Instant late = now.minus(WINDOW);
        Instant from = beginning;
        Instant earliest = now;
        int ended = 0;
        for (Map.Entry<Instant, Integer> end : ends.descendingMap().entrySet()) {
            if (ended >= FEWEST && !end.getKey().isAfter(late)) {
                from = earliest.isAfter(late) ? late : end.getKey();
                break;
            }
            ended += end.getValue();
            earliest = end.getKey();
        }
        double millis = Duration.between(from, now).toMillis();
        return ended < FEWEST || millis <= 0 ? Optional.empty() : Optional.of(ended * MILLIS / millis);
    }

    /** Rate and time left for so many more tasks, in words; empty as long as too few have ended. */
    Optional<String> inWords(Instant now, int open) {
        return perSecond(now)
                .map(rate -> rate(rate) + ", about " + Durations.format(Duration.ofSeconds(Math.round(open / rate)))
                        + " left");
    }

    private static String rate(double perSecond) {
        if (perSecond >= 1) {
            return number(perSecond) + "/s";
        }
        return perSecond * MINUTE >= 1 ? number(perSecond * MINUTE) + "/min" : number(perSecond * HOUR) + "/h";
    }

    private static String number(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
    }
}
