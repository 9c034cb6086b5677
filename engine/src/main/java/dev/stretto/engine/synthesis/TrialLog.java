package dev.stretto.engine.synthesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the verification of subsets, by what has been tried so far. */
final class TrialLog {

    /** What is known of one subset. */
    enum CommandResult {
        PASSED,
        /** It failed, and was not run again so far. */
        FAILED_ONCE,
        /** It failed, and failed again. */
        FAILED,
        /** It failed, and passed the second time. */
        FLAKY,
        /** It can't be merged without the work of others, so that there is nothing to verify. */
        UNMERGEABLE
    }

    private final Map<Set<String>, CommandResult> results = new HashMap<>();
    private final Set<List<String>> flaky = new LinkedHashSet<>();
    private final Set<List<String>> passed = new LinkedHashSet<>();
    private int runs;
    private Duration spent = Duration.ZERO;

    /** The subset of all tasks failed once. */
    static TrialLog of(List<String> all, List<TrialResult> results) {
        TrialLog log = new TrialLog();
        log.results.put(Set.copyOf(all), CommandResult.FAILED_ONCE);
        log.runs = 1;
        results.forEach(log::add);
        return log;
    }

    private void add(TrialResult result) {
        List<String> tasks = result.trial().tasks();
        Verification verification = result.verification();
        if (verification != null && !result.known()) {
            runs++;
            spent = spent.plus(Duration.between(verification.startedAt(), verification.finishedAt()));
        }
        boolean first = result.trial().run() == 1;
        if (result.passed()) {
            results.put(Set.copyOf(tasks), first ? CommandResult.PASSED : CommandResult.FLAKY);
            passed.add(tasks);
            if (!first) {
                flaky.add(tasks);
            }
        } else if (verification == null) {
            results.put(Set.copyOf(tasks), CommandResult.UNMERGEABLE);
        } else {
            results.put(Set.copyOf(tasks), first ? CommandResult.FAILED_ONCE : CommandResult.FAILED);
        }
    }

    Optional<CommandResult> of(Set<String> tasks) {
        return Optional.ofNullable(results.get(tasks));
    }

    /** As if this were known. */
    TrialLog assuming(List<String> tasks, CommandResult commandResult) {
        TrialLog assumed = new TrialLog();
        assumed.results.putAll(results);
        assumed.results.put(new HashSet<>(tasks), commandResult);
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
                        .filter(commandResult -> commandResult != CommandResult.UNMERGEABLE)
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
