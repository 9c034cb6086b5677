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

/** What is known of the verification of unions, by what has been probed so far. */
final class ProbeLog {

    /** What is known of one union. */
    enum Verdict {
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

    private final Map<Set<String>, Verdict> verdicts = new HashMap<>();
    private final Set<List<String>> flaky = new LinkedHashSet<>();
    private final Set<List<String>> passed = new LinkedHashSet<>();
    private int runs;
    private Duration spent = Duration.ZERO;

    /** The union of all tasks failed once. */
    static ProbeLog of(List<String> all, List<ProbeResult> results) {
        ProbeLog log = new ProbeLog();
        log.verdicts.put(Set.copyOf(all), Verdict.FAILED_ONCE);
        log.runs = 1;
        results.forEach(log::add);
        return log;
    }

    private void add(ProbeResult result) {
        List<String> tasks = result.probe().tasks();
        Verification verification = result.verification();
        if (verification != null && !result.known()) {
            runs++;
            spent = spent.plus(Duration.between(verification.startedAt(), verification.finishedAt()));
        }
        boolean first = result.probe().run() == 1;
        if (result.passed()) {
            verdicts.put(Set.copyOf(tasks), first ? Verdict.PASSED : Verdict.FLAKY);
            passed.add(tasks);
            if (!first) {
                flaky.add(tasks);
            }
        } else if (verification == null) {
            verdicts.put(Set.copyOf(tasks), Verdict.UNMERGEABLE);
        } else {
            verdicts.put(Set.copyOf(tasks), first ? Verdict.FAILED_ONCE : Verdict.FAILED);
        }
    }

    Optional<Verdict> of(Set<String> tasks) {
        return Optional.ofNullable(verdicts.get(tasks));
    }

    /** As if this were known. */
    ProbeLog assuming(List<String> tasks, Verdict verdict) {
        ProbeLog assumed = new ProbeLog();
        assumed.verdicts.putAll(verdicts);
        assumed.verdicts.put(new HashSet<>(tasks), verdict);
        return assumed;
    }

    /** The sets of tasks whose union has passed, in the order in which they were found. */
    Set<List<String>> passed() {
        return passed;
    }

    List<List<String>> flaky() {
        return new ArrayList<>(flaky);
    }

    /** How many different unions have been verified, but for the one of all. */
    int probes() {
        return (int) verdicts.values().stream()
                        .filter(verdict -> verdict != Verdict.UNMERGEABLE)
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
