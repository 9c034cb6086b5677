package dev.stretto.app.report;

import dev.stretto.app.report.TimeAxis.Span;
import dev.stretto.app.report.Timeline.Bar;
import dev.stretto.app.report.Timeline.Lane;
import dev.stretto.app.report.Timeline.Sign;
import dev.stretto.app.report.Timeline.Tick;
import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Attempt;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws the timeline of a run: a lane for each task, a bar for each attempt, and one lane for the synthesis. */
final class TimelineChart {
    private static final int WIDTH = 1_000;
    private static final int LEFT = 170;
    private static final int TOP = 22;
    private static final int SYNTHESIS = 22;
    private static final int TICKS = 10;
    private static final int TALLEST = 1_400;
    private static final int NAME = 24;
    private static final double NARROWEST = 1.5;

    private enum End {
        COMPLETED("completed", "good", null),
        FAILED("failed", "bad", "slant"),
        LATE("timed out, or without a sign of life", "late", "dots"),
        LOST("lost", "lost", "bars"),
        CANCELLED("cancelled", "off", null),
        IN_PROGRESS("in progress", "busy", "slant");

        private final String text;
        private final String look;
        private final @Nullable String pattern;

        End(String text, String look, @Nullable String pattern) {
            this.text = text;
            this.look = look;
            this.pattern = pattern;
        }

        Sign sign() {
            return new Sign(text, look, pattern);
        }

        static End of(Attempt attempt) {
            if (attempt.finishedAt() == null) {
                return IN_PROGRESS;
            }
            if (attempt.error() == null) {
                return COMPLETED;
            }
            return switch (attempt.error()) {
                case TIMEOUT, IDLE -> LATE;
                case LOST -> LOST;
                case CANCELLED -> CANCELLED;
                case EXIT, START, WORKSPACE, UNFINISHED, LIMIT, AUTH, INTERNAL -> FAILED;
            };
        }
    }

    private final Report report;
    private final List<TaskBlock> tasks;
    private final Instant last;
    private final TimeAxis axis;
    private final double pitch;
    private final Set<Sign> legend = new LinkedHashSet<>();
    private final List<Bar> bars = new ArrayList<>();

    /** The timeline of these tasks; absent while nothing has been started. */
    static @Nullable Timeline of(Report report, List<TaskBlock> tasks) {
        boolean begun = report.tasks().stream().anyMatch(task -> task.history() != null);
        return begun ? new TimelineChart(report, tasks).draw() : null;
    }

    private TimelineChart(Report report, List<TaskBlock> tasks) {
        this.report = report;
        this.tasks = tasks;
        this.last = times(report).max(Comparator.naturalOrder()).orElse(report.startedAt());
        this.axis = new TimeAxis(spans(), LEFT, WIDTH - 10);
        int lanes = Math.max(1, tasks.size());
        this.pitch = lanes <= 30 ? 22 : lanes <= 80 ? 14 : Math.clamp((double) TALLEST / lanes, 1.5, 6);
    }

    private static Stream<Instant> times(Report report) {
        Stream<Instant> attempts =
                attempts(report).flatMap(attempt -> Stream.of(attempt.startedAt(), attempt.finishedAt()));
        Stream<Instant> synthesis = verifications(report.synthesis())
                .map(verified -> verified.startedAt().plusMillis(verified.durationMs()));
        return Stream.of(attempts, synthesis, Stream.of(report.startedAt(), report.finishedAt()))
                .flatMap(times -> times)
                .filter(time -> time != null);
    }

    private static Stream<Attempt> attempts(Report report) {
        return report.tasks().stream()
                .flatMap(task -> Optional.ofNullable(task.history()).stream().flatMap(List::stream));
    }

    private static Stream<Verified> verifications(@Nullable Synthesis synthesis) {
        if (synthesis == null) {
            return Stream.of();
        }
        Verified result = synthesis.verification();
        return Stream.of(
                        Optional.ofNullable(synthesis.baseline()),
                        Optional.ofNullable(result).map(Verified::whole),
                        Optional.ofNullable(result))
                .flatMap(Optional::stream);
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        attempts(report).forEach(attempt -> spans.add(span(attempt)));
        if (report.synthesis() != null) {
            spans.add(new Span(report.synthesis().startedAt(), last));
        }
        return spans;
    }

    private Span span(Attempt attempt) {
        Instant to = attempt.finishedAt() == null ? last : attempt.finishedAt();
        Instant from = attempt.startedAt() == null || attempt.startedAt().isAfter(to) ? to : attempt.startedAt();
        return new Span(from, to);
    }

    private Timeline draw() {
        List<Lane> lanes = new ArrayList<>();
        for (int lane = 0; lane < tasks.size(); lane++) {
            name(lane).ifPresent(lanes::add);
            TaskBlock task = tasks.get(lane);
            Report.TaskReport told = report.tasks().get(task.number() - 1);
            for (Attempt attempt : told.history() == null ? List.<Attempt>of() : told.history()) {
                attempt(task.id(), attempt, TOP + lane * pitch);
            }
        }
        double bottom = TOP + tasks.size() * pitch + 6;
        if (report.synthesis() != null) {
            lanes.add(new Lane("synthesis", place(LEFT - 8), place(bottom + 14), 12));
            synthesis(report.synthesis(), bottom);
        }
        return new Timeline(
                WIDTH,
                (int) Math.ceil(bottom + (report.synthesis() == null ? 0 : SYNTHESIS)),
                "Attempts of " + tasks.size() + " tasks from " + report.startedAt()
                        + ", each from its start to its end; the todo list has the same in words",
                pitch < 10
                        ? "Each line is a task, in the order of the todo list; the numbers are those of the list."
                        : null,
                List.copyOf(legend),
                axis.ticks(TICKS).stream()
                        .map(tick -> new Tick(
                                place(axis.at(axis.start().plus(tick))), tick.isZero() ? "0" : Durations.format(tick)))
                        .toList(),
                axis.rests().stream()
                        .map(rest -> new Tick(
                                place((axis.at(rest.from()) + axis.at(rest.to())) / 2),
                                "nothing went on for " + Durations.format(Duration.between(rest.from(), rest.to()))))
                        .toList(),
                lanes,
                bars);
    }

    private Optional<Lane> name(int lane) {
        TaskBlock task = tasks.get(lane);
        double middle = TOP + lane * pitch + pitch / 2;
        if (pitch >= 10) {
            String id = task.id();
            String shown = id.length() <= NAME ? id : id.substring(0, NAME - 1) + "…";
            int size = pitch >= 20 ? 12 : 10;
            return Optional.of(new Lane(shown, place(LEFT - 8), place(middle + size / 3.0), size));
        }
        return task.number() % 25 == 0 || lane == 0
                ? Optional.of(new Lane("#" + task.number(), place(LEFT - 8), place(middle + 3), 10))
                : Optional.empty();
    }

    private void attempt(String task, Attempt attempt, double top) {
        End end = End.of(attempt);
        legend.add(end.sign());
        Span span = span(attempt);
        String how = attempt.error() == null ? end.text : end.text + " (" + attempt.error() + ")";
        String text = task + "#" + attempt.attempt() + ": " + how + ", "
                + Durations.format(Duration.between(span.from(), span.to()));
        double gap = pitch >= 10 ? 4 : pitch > 3 ? 1 : 0.3;
        bar(text, end.sign(), span, top + gap / 2, pitch - gap);
    }

    private void synthesis(Synthesis synthesis, double top) {
        Sign whole = new Sign("synthesis", "whole", null);
        legend.add(whole);
        Instant end = report.finishedAt() == null ? last : report.finishedAt();
        Span span = new Span(synthesis.startedAt(), end.isBefore(synthesis.startedAt()) ? synthesis.startedAt() : end);
        bar("synthesis, " + Durations.format(Duration.between(span.from(), span.to())), whole, span, top + 2, 16);
        verifications(synthesis).forEach(verified -> {
            Sign sign = verified.passed()
                    ? new Sign("verification passed", "good", "bars")
                    : new Sign("verification failed", "bad", "slant");
            legend.add(sign);
            Span took = new Span(verified.startedAt(), verified.startedAt().plusMillis(verified.durationMs()));
            bar("verification " + ReportWords.verified(verified), sign, took, top + 5, 10);
        });
    }

    private void bar(String text, Sign sign, Span span, double top, double height) {
        double from = axis.at(span.from());
        double width = Math.max(NARROWEST, axis.at(span.to()) - from);
        bars.add(new Bar(text, sign.look(), sign.pattern(), place(from), place(top), place(width), place(height)));
    }

    private static String place(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
