package dev.stretto.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Maps times to places from left to right. Long rests, such as those before a run was tried again, take little room. */
final class TimeAxis {
    private static final double LONG_REST = 0.25;
    private static final double WIDTH_OF_REST = 0.04;
    private static final List<Duration> STEPS = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1));

    /** Something that took this long. */
    record Span(Instant from, Instant to) {}

    /** A part of the axis: times from one to another, and the width that they take, in milliseconds of those at work. */
    private record Part(Instant from, Instant to, double width, boolean rest) {
        double millis() {
            return Duration.between(from, to).toMillis();
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private final double left;
    private final double scale;

    TimeAxis(List<Span> spans, double left, double right) {
        this.left = left;
        List<Span> busy = merged(spans);
        double work = busy.stream()
                .mapToDouble(span -> Duration.between(span.from(), span.to()).toMillis())
                .sum();
        Instant at = busy.getFirst().from();
        for (Span span : busy) {
            if (span.from().isAfter(at)) {
                double millis = Duration.between(at, span.from()).toMillis();
                boolean rest = millis > LONG_REST * work && millis > 1_000;
                parts.add(new Part(at, span.from(), rest ? WIDTH_OF_REST * work : millis, rest));
            }
            parts.add(new Part(
                    span.from(),
                    span.to(),
                    Duration.between(span.from(), span.to()).toMillis(),
                    false));
            at = span.to();
        }
        double width = Math.max(1, parts.stream().mapToDouble(Part::width).sum());
        this.scale = (right - left) / width;
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> sorted =
                spans.stream().sorted(Comparator.comparing(Span::from)).toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            if (merged.isEmpty() || span.from().isAfter(merged.getLast().to())) {
                merged.add(span);
            } else if (span.to().isAfter(merged.getLast().to())) {
                merged.set(merged.size() - 1, new Span(merged.getLast().from(), span.to()));
            }
        }
        return merged;
    }

    /** The place of a time; one outside the axis is at its end. */
    double at(Instant time) {
        double place = left;
        for (Part part : parts) {
            if (time.isBefore(part.to())) {
                double done = Math.max(0, Duration.between(part.from(), time).toMillis());
                return part.millis() == 0 ? place : place + part.width() * scale * done / part.millis();
            }
            place += part.width() * scale;
        }
        return place;
    }

    /** When it begins. */
    Instant start() {
        return parts.getFirst().from();
    }

    /** The rests that take less room than they took time. */
    List<Span> rests() {
        return parts.stream()
                .filter(Part::rest)
                .map(part -> new Span(part.from(), part.to()))
                .toList();
    }

    /** Round times since the start, about as many as there is room for; none within a rest. */
    List<Duration> ticks(int most) {
        Duration whole = Duration.between(start(), parts.getLast().to());
        double shown = parts.stream().mapToDouble(Part::width).sum();
        Duration step = STEPS.stream()
                .filter(known -> shown / known.toMillis() <= most)
                .findFirst()
                .orElse(whole);
        List<Duration> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Part part : parts) {
            if (part.rest()) {
                continue;
            }
            long first = ceil(Duration.between(start(), part.from()).toMillis(), step.toMillis());
            long end = Duration.between(start(), part.to()).toMillis();
            for (long tick = first; tick <= end && ticks.size() <= 2 * most; tick += step.toMillis()) {
                double place = at(start().plusMillis(tick));
                if (place - last > 40) {
                    ticks.add(Duration.ofMillis(tick));
                    last = place;
                }
            }
        }
        return ticks;
    }

    private static long ceil(long value, long step) {
        return (value + step - 1) / step * step;
    }
}
