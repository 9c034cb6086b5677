package dev.stretto.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What was measured so far. How a series grows is said of all its sizes once its reference size was measured, too. */
public final class Results {
    /** The size at which a piece's cost is what growth is a multiple of. */
    public static final int REFERENCE = 1_000;

    private record Held(String benchmark, Contest contest, List<Samples> samples) {
        Samples ofStretto() {
            return samples.getFirst();
        }

        double each() {
            return ofStretto().median() / contest.size();
        }

        boolean isReferenceOf(Held other) {
            return contest.size() == REFERENCE
                    && benchmark.equals(other.benchmark)
                    && contest.series().equals(other.contest.series())
                    && contest.stretto().name().equals(other.contest.stretto().name());
        }
    }

    private final List<Held> contests = new ArrayList<>();

    void add(String benchmark, Contest contest, List<Samples> samples) {
        contests.add(new Held(benchmark, contest, List.copyOf(samples)));
    }

    /** All results, in the order of their contests. */
    public List<Result> all() {
        return contests.stream().flatMap(held -> results(held).stream()).toList();
    }

    /** The results of each contest of a benchmark, Stretto's first. */
    List<List<Result>> of(String benchmark) {
        return contests.stream()
                .filter(held -> held.benchmark().equals(benchmark))
                .map(this::results)
                .toList();
    }

    private List<Result> results(Held held) {
        List<Result> results = new ArrayList<>();
        results.add(ofStretto(held));
        for (int i = 0; i < held.contest().baselines().size(); i++) {
            results.add(ofBaseline(held, i));
        }
        return results;
    }

    private Result ofStretto(Held held) {
        Contest contest = held.contest();
        Contestant stretto = contest.stretto();
        OptionalDouble growth = growth(held);
        List<String> goals = new ArrayList<>();
        boolean met = true;
        if (stretto.goal() != null) {
            goals.add("≤ " + contest.unit().format(stretto.goal()));
            met = held.ofStretto().median() <= stretto.goal();
        }
        if (contest.growth() != null && contest.size() >= REFERENCE && growth.isPresent()) {
            goals.add("growth ≤ " + contest.growth());
            met &= growth.getAsDouble() <= contest.growth();
        }
        return result(
                held,
                stretto,
                held.ofStretto(),
                null,
                growth.isPresent() ? growth.getAsDouble() : null,
                goals.isEmpty() ? null : String.join(", ", goals),
                met);
    }

    private static Result ofBaseline(Held held, int index) {
        Contestant baseline = held.contest().baselines().get(index);
        Samples own = held.samples().get(index + 1);
        double ratio = held.ofStretto().median() / own.median();
        Double goal = baseline.goal();
        String told = goal == null ? null : String.format(Locale.ROOT, "ratio ≤ %s", goal);
        return result(held, baseline, own, ratio, null, told, goal != null && ratio <= goal);
    }

    private static Result result(
            Held held,
            Contestant contestant,
            Samples samples,
            @Nullable Double ratio,
            @Nullable Double growth,
            @Nullable String goal,
            boolean met) {
        return new Result(
                held.benchmark(),
                held.contest().series(),
                held.contest().size(),
                contestant.name(),
                held.contest().unit(),
                samples.median(),
                samples.least(),
                samples.most(),
                samples.count(),
                ratio,
                growth,
                goal,
                goal == null ? null : met);
    }

    private OptionalDouble growth(Held held) {
        Optional<Held> reference =
                contests.stream().filter(other -> other.isReferenceOf(held)).findFirst();
        return reference.isPresent()
                ? OptionalDouble.of(held.each() / reference.get().each())
                : OptionalDouble.empty();
    }
}
