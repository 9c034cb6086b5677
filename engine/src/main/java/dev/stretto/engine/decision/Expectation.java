package dev.stretto.engine.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long a run is expected to take, if every attempt takes as long as in earlier runs and the first succeeds. The synthesis is
 * not counted.
 *
 * @param makespanMs from the first start to the last end
 * @param sequentialMs one after the other
 * @param speedup how many times as fast that is
 * @param known of how many assignments the duration is known
 * @param assumed of how many it is not
 * @param assumedMs what is assumed for each of those, the median of the known ones; absent if all are known
 */
public record Expectation(
        long makespanMs,
        long sequentialMs,
        double speedup,
        int known,
        int assumed,
        @Nullable Long assumedMs) {

    private record Ending(long at, int position) {}

    static Expectation of(List<Assignment> assignments, KnownDurations durations, int concurrency) {
        List<Duration> all = filled(assignments, durations);
        int known = (int) assignments.stream()
                .filter(assignment -> durations.of(assignment).isPresent())
                .count();
        int assumed = assignments.size() - known;
        long makespan = makespan(assignments, all, concurrency);
        long sum = all.stream().mapToLong(Duration::toMillis).sum();
        return new Expectation(
                makespan,
                sum,
                makespan == 0 ? 1 : Math.round(100.0 * sum / makespan) / 100.0,
                known,
                assumed,
                assumed == 0 ? null : median(assignments, durations).toMillis());
    }

    /** The durations of all assignments; the unknown ones are assumed to be the median of the others. */
    static List<Duration> filled(List<Assignment> assignments, KnownDurations durations) {
        Duration median = median(assignments, durations);
        return assignments.stream()
                .map(assignment -> durations.of(assignment).orElse(median))
                .toList();
    }

    private static Duration median(List<Assignment> assignments, KnownDurations durations) {
        List<Duration> known = assignments.stream()
                .flatMap(assignment -> durations.of(assignment).stream())
                .toList();
        return known.isEmpty() ? Duration.ZERO : KnownDurations.median(known);
    }

    /** List scheduling, as a run does it: whoever is free takes the first assignment that has nothing left to wait for. */
    private static long makespan(List<Assignment> assignments, List<Duration> durations, int concurrency) {
        Map<String, Integer> positions = new HashMap<>();
        List<List<Integer>> waiters = new ArrayList<>();
        int[] open = new int[assignments.size()];
        TreeSet<Integer> ready = new TreeSet<>();
        for (int at = 0; at < open.length; at++) {
            waiters.add(new ArrayList<>());
            positions.put(assignments.get(at).lead(), at);
            for (Wait wait : assignments.get(at).waits()) {
                waiters.get(positions.getOrDefault(wait.on(), at)).add(at);
                open[at]++;
            }
            if (open[at] == 0) {
                ready.add(at);
            }
        }
        PriorityQueue<Ending> running = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
        long now = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (!ready.isEmpty() && (concurrency == 0 || running.size() < concurrency)) {
                int next = ready.removeFirst();
                running.add(new Ending(now + durations.get(next).toMillis(), next));
            }
            Ending ended = running.remove();
            now = ended.at();
            for (int waiter : waiters.get(ended.position())) {
                if (--open[waiter] == 0) {
                    ready.add(waiter);
                }
            }
        }
        return now;
    }
}
