package dev.stretto.engine.report;

import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.report.Report.Timing;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures a run from the times in its events. Attempts count from the start of their subagent to its end. */
final class Timings {

    private record Span(int launch, Instant start, @Nullable Instant end) {}

    private record Edge(Instant at, int change) {}

    private Timings() {}

    static Timing of(StartedRun run) {
        List<Span> spans = spans(run);
        Duration sum = run.progress().stream().map(TaskReports::spent).reduce(Duration.ZERO, Duration::plus);
        long makespan = rounds(run, spans).stream()
                .map(Timings::makespan)
                .reduce(Duration.ZERO, Duration::plus)
                .toMillis();
        return new Timing(
                makespan,
                sum.toMillis(),
                makespan == 0 ? null : Math.round(100.0 * sum.toMillis() / makespan) / 100.0,
                launchSkew(spans).toMillis(),
                peak(spans));
    }

    private static List<Span> spans(StartedRun run) {
        List<Span> spans = new ArrayList<>();
        for (Progress progress : run.progress()) {
            for (EndedAttempt attempt : progress.ended()) {
                Outcome outcome = attempt.outcome();
                if (outcome.startedAt() != null) {
                    spans.add(new Span(
                            attempt.launch(),
                            outcome.startedAt(),
                            outcome.startedAt().plus(outcome.duration())));
                }
            }
            Progress.CurrentAttempt current = progress.current();
            if (current != null && current.startedAt() != null) {
                spans.add(new Span(current.launch(), current.startedAt(), null));
            }
        }
        return spans;
    }

    /** The spans between a start of the run and its end; a run that was reopened has several, and rested in between. */
    private static List<List<Span>> rounds(StartedRun run, List<Span> spans) {
        List<List<Span>> rounds = new ArrayList<>();
        run.rounds().forEach(round -> rounds.add(new ArrayList<>()));
        for (Span span : spans) {
            int round = run.rounds().size() - 1;
            while (run.rounds().get(round) >= span.launch()) {
                round--;
            }
            rounds.get(round).add(span);
        }
        return rounds;
    }

    private static Duration makespan(List<Span> spans) {
        Instant first = null;
        Instant last = null;
        for (Span span : spans) {
            first = first == null || span.start().isBefore(first) ? span.start() : first;
            if (span.end() != null) {
                last = last == null || span.end().isAfter(last) ? span.end() : last;
            }
        }
        return first == null || last == null ? Duration.ZERO : Duration.between(first, last);
    }

    private static Duration launchSkew(List<Span> spans) {
        Map<Integer, Instant> first = new HashMap<>();
        Map<Integer, Instant> last = new HashMap<>();
        for (Span span : spans) {
            first.merge(span.launch(), span.start(), (a, b) -> a.isBefore(b) ? a : b);
            last.merge(span.launch(), span.start(), (a, b) -> a.isAfter(b) ? a : b);
        }
        return first.entrySet().stream()
                .map(entry -> Duration.between(entry.getValue(), last.getOrDefault(entry.getKey(), entry.getValue())))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static int peak(List<Span> spans) {
        List<Edge> edges = new ArrayList<>();
        for (Span span : spans) {
            edges.add(new Edge(span.start(), 1));
            if (span.end() != null) {
                edges.add(new Edge(span.end(), -1));
            }
        }
        edges.sort(Comparator.comparing(Edge::at).thenComparingInt(Edge::change));
        int now = 0;
        int peak = 0;
        for (Edge edge : edges) {
            now += edge.change();
            peak = Math.max(peak, now);
        }
        return peak;
    }
}
