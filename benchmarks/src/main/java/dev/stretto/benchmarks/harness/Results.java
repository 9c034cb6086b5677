package dev.stretto.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results so far. Safe for use by several threads. */
public final class Results {
    /** The size at which a piece's cost is what growth is a multiple of. */
    public static final int REFERENCE = 1_000;

    private final List<Result> results = new ArrayList<>();

    /** All results, in the order of their contests. */
    public synchronized List<Result> all() {
        return List.copyOf(results);
    }

    synchronized List<Result> add(String benchmark, Contest contest, List<Samples> samples) {
        List<Result> added = new ArrayList<>();
        added.add(ofStretto(benchmark, contest, samples.getFirst()));
        for (int i = 0; i < contest.baselines().size(); i++) {
            added.add(ofBaseline(benchmark, contest, i, samples));
        }
        results.addAll(added);
        return added;
    }

    private Result ofStretto(String benchmark, Contest contest, Samples samples) {
        Contestant stretto = contest.stretto();
        Optional<Double> growth = growth(benchmark, contest, samples.median() / contest.size());
        List<String> goals = new ArrayList<>();
        boolean met = true;
        if (stretto.goal() != null) {
            goals.add("≤ " + contest.unit().format(stretto.goal()));
            met = samples.median() <= stretto.goal();
        }
        if (contest.growth() != null && growth.isPresent()) {
            goals.add("growth ≤ " + contest.growth());
            met &= growth.get() <= contest.growth();
        }
        return result(
                benchmark,
                contest,
                stretto,
                samples,
                null,
                growth.orElse(null),
                goals.isEmpty() ? null : String.join(", ", goals),
                met);
    }

    private static Result ofBaseline(String benchmark, Contest contest, int index, List<Samples> samples) {
        Contestant baseline = contest.baselines().get(index);
        Samples own = samples.get(index + 1);
        double ratio = samples.getFirst().median() / own.median();
        Double goal = baseline.goal();
        String told = goal == null ? null : String.format(Locale.ROOT, "ratio ≤ %s", goal);
        return result(benchmark, contest, baseline, own, ratio, null, told, goal != null && ratio <= goal);
    }

    private static Result result(
            String benchmark,
            Contest contest,
            Contestant contestant,
            Samples samples,
            @Nullable Double ratio,
            @Nullable Double growth,
            @Nullable String goal,
            boolean met) {
        return new Result(
                benchmark,
                contest.series(),
                contest.size(),
                contestant.name(),
                contest.unit(),
                samples.median(),
                samples.least(),
                samples.most(),
                samples.count(),
                ratio,
                growth,
                goal,
                goal == null ? null : met);
    }

    private Optional<Double> growth(String benchmark, Contest contest, double each) {
        if (contest.size() == REFERENCE) {
            return Optional.of(1.0);
        }
        return results.stream()
                .filter(result -> result.benchmark().equals(benchmark)
                        && result.series().equals(contest.series())
                        && result.contestant().equals(contest.stretto().name())
                        && result.size() == REFERENCE)
                .findFirst()
                .map(reference -> each / reference.each());
    }
}
