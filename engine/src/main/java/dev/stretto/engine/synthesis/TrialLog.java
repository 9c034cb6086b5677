package dev.stretto.engine.synthesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the verification of subsets, by what has been tried so far. */
final class TrialLog {

    /** How a subset stands. */
    enum Standing {
        /** It passed the first time. */
        PASSED,
        /** It has failed whenever it was verified. */
        FAILED,
        /** It has failed, and passed another time. */
        FLAKY,
        /** It can't be merged without the work of others, so that there is nothing to verify. */
        UNMERGEABLE
    }

    /**
     * What is known of one subset.
     *
     * @param failures how often it has failed
     */
    record Known(Standing standing, int failures) {}

    /** A row of failures that chance brings about more often than this is no proof. A search looks at many sets, so it is small. */
    private static final double UNLIKELY = 0.001;
    /** How often a culprit has to fail where nothing has been seen to pass and fail on the same files. */
    private static final int USUAL_REPEATS = 2;

    private final Map<Set<String>, Known> results = new HashMap<>();
    /** Which runs of a subset have ended. Those that are under way together end in any order. */
    private final Map<Set<String>, BitSet> ended = new HashMap<>();

    private final Set<List<String>> flaky = new LinkedHashSet<>();
    private final Set<List<String>> passed = new LinkedHashSet<>();
    private int runs;
    private Duration spent = Duration.ZERO;

    /** The subset of all tasks failed once. */
    static TrialLog of(List<String> all, List<TrialResult> results) {
        TrialLog log = new TrialLog();
        log.results.put(Set.copyOf(all), new Known(Standing.FAILED, 1));
        log.end(Set.copyOf(all), 1);
        log.runs = 1;
        results.forEach(log::add);
        return log;
    }

    private void add(TrialResult result) {
        List<String> tasks = result.trial().tasks();
        Set<String> subset = Set.copyOf(tasks);
        Verification verification = result.verification();
        if (verification != null && !result.known()) {
            runs++;
            spent = spent.plus(Duration.between(verification.startedAt(), verification.finishedAt()));
        }
        end(subset, result.trial().run());
        int failures = of(subset).map(Known::failures).orElse(0);
        if (result.passed()) {
            results.put(subset, new Known(failures == 0 ? Standing.PASSED : Standing.FLAKY, failures));
            passed.add(tasks);
            if (failures > 0) {
                flaky.add(tasks);
            }
        } else if (verification == null) {
            results.put(subset, new Known(Standing.UNMERGEABLE, 0));
        } else {
            results.put(subset, failedOnceMore(subset));
            if (passed.contains(tasks)) {
                flaky.add(tasks);
            }
        }
    }

    private void end(Set<String> subset, int run) {
        BitSet before = ended.get(subset);
        BitSet now = before == null ? new BitSet() : (BitSet) before.clone();
        now.set(run);
        ended.put(subset, now);
    }

    /** The number of the next run of a subset: the first that has not ended. */
    int nextRun(Set<String> subset) {
        BitSet runs = ended.get(subset);
        return runs == null ? 1 : runs.nextClearBit(1);
    }

    private Known failedOnceMore(Set<String> subset) {
        int failures = of(subset).map(Known::failures).orElse(0) + 1;
        boolean hasPassed = of(subset)
                .filter(known -> known.standing() == Standing.PASSED || known.standing() == Standing.FLAKY)
                .isPresent();
        return new Known(hasPassed ? Standing.FLAKY : Standing.FAILED, failures);
    }

    /**
     * How often a culprit has to fail in a row before it is named: twice; where the verification was seen to pass and fail on the same
     * files, so often that chance is an unlikely explanation, with the share of failures that those files have shown.
     */
    int repeats() {
        if (flaky.isEmpty()) {
            return USUAL_REPEATS;
        }
        int failed = flaky.stream()
                .mapToInt(tasks -> of(Set.copyOf(tasks)).map(Known::failures).orElse(0))
                .sum();
        // Each of them has passed once: it is not verified again after that.
        double share = Math.max(0.5, (double) failed / (failed + flaky.size()));
        return (int) Math.ceil(Math.log(UNLIKELY) / Math.log(share));
    }

    Optional<Known> of(Set<String> tasks) {
        return Optional.ofNullable(results.get(tasks));
    }

    /** As if a trial had failed, or else passed. */
    TrialLog assuming(Trial trial, boolean fails) {
        TrialLog assumed = new TrialLog();
        assumed.results.putAll(results);
        assumed.flaky.addAll(flaky);
        assumed.ended.putAll(ended);
        Set<String> subset = Set.copyOf(trial.tasks());
        assumed.end(subset, trial.run());
        assumed.results.put(subset, fails ? failedOnceMore(subset) : new Known(Standing.PASSED, 0));
        return assumed;
    }

    /** The sets of tasks whose subset has passed, in the order in which they were found. */
    Set<List<String>> passed() {
        return passed;
    }

    List<List<String>> flaky() {
        return new ArrayList<>(flaky);
    }

    /** How many different subsets have been verified, but for the one of all. */
    int trials() {
        return (int) results.values().stream()
                        .filter(known -> known.standing() != Standing.UNMERGEABLE)
                        .count()
                - 1;
    }

    int runs() {
        return runs;
    }

    Duration spent() {
        return spent;
    }
}
