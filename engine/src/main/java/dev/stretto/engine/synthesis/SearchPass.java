package dev.stretto.engine.synthesis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass of a search for culprits, from its beginning to the first thing that is not known. Used once. */
final class SearchPass {

    /** How far it came. */
    sealed interface End {}

    /** This has to be probed before it can go on. */
    record Needs(Probe probe) implements End {}

    /** Nothing more has to be known. */
    record Over(List<List<String>> culprits, List<String> kept, boolean baseFails) implements End {}

    private enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    private final List<Choosable> tasks;
    private final Map<String, Choosable> byTask = new HashMap<>();
    private final ProbeLog log;
    private final List<List<String>> culprits = new ArrayList<>();
    private @Nullable Probe needed;

    SearchPass(List<Choosable> tasks, ProbeLog log) {
        this.tasks = tasks;
        this.log = log;
        tasks.forEach(task -> byTask.put(task.task(), task));
    }

    End end() {
        List<String> all = tasks.stream().map(Choosable::task).toList();
        boolean wholeFails = fails(all) == Answer.YES;
        if (needed == null && !wholeFails) {
            return new Over(List.of(), all, false);
        }
        boolean baseFails = needed == null && fails(List.of()) == Answer.YES;
        if (needed == null && baseFails) {
            return new Over(List.of(), List.of(), true);
        }
        while (needed == null) {
            List<String> kept = LargestWhole.among(
                            tasks, culprits.stream().map(Set::copyOf).toList())
                    .kept();
            if (fails(kept) == Answer.NO) {
                return new Over(culprits, kept, false);
            }
            if (needed == null) {
                culpritAmong(kept).ifPresent(culprits::add);
            }
        }
        return new Needs(needed);
    }

    /** What is known if it does not go on. */
    Over soFar(List<String> kept) {
        return new Over(culprits, kept, fails(List.of()) == Answer.YES);
    }

    /** A smallest failing set among these, which fail; empty if something has to be known first. */
    private Optional<List<String>> culpritAmong(List<String> failing) {
        List<String> held = new ArrayList<>();
        List<String> rest = failing;
        while (true) {
            switch (fails(held)) {
                case UNKNOWN -> {
                    return Optional.empty();
                }
                case YES -> {
                    return Optional.of(inOrder(held));
                }
                case NO -> {
                    Optional<Integer> length = shortestThatFails(held, rest);
                    if (length.isEmpty()) {
                        return Optional.empty();
                    }
                    held.add(rest.get(length.get() - 1));
                    rest = rest.subList(0, length.get() - 1);
                }
            }
        }
    }

    /** How many of the rest, from its beginning on, fail together with those that are held. All of it do, and none do not. */
    private Optional<Integer> shortestThatFails(List<String> held, List<String> rest) {
        int passes = 0;
        int fails = rest.size();
        while (fails - passes > 1) {
            int middle = (passes + fails) / 2;
            List<String> some = new ArrayList<>(rest.subList(0, middle));
            some.addAll(held);
            switch (fails(some)) {
                case UNKNOWN -> {
                    return Optional.empty();
                }
                case YES -> fails = middle;
                case NO -> passes = middle;
            }
        }
        return Optional.of(fails);
    }

    private Answer fails(List<String> some) {
        Set<String> union = withNeeds(some);
        Optional<ProbeLog.Verdict> known = log.of(union);
        if (known.isEmpty()) {
            return unknown(union, 1);
        }
        return switch (known.get()) {
            case PASSED, FLAKY -> Answer.NO;
            case FAILED -> Answer.YES;
            case FAILED_ONCE -> unknown(union, 2);
        };
    }

    private Answer unknown(Set<String> union, int run) {
        needed = new Probe(inOrder(union), run);
        return Answer.UNKNOWN;
    }

    private Set<String> withNeeds(List<String> some) {
        Set<String> all = new HashSet<>();
        List<String> open = new ArrayList<>(some);
        while (!open.isEmpty()) {
            String task = open.removeLast();
            Choosable choosable = byTask.get(task);
            if (choosable != null && all.add(task)) {
                open.addAll(choosable.needs());
            }
        }
        return all;
    }

    private List<String> inOrder(Collection<String> some) {
        return tasks.stream().map(Choosable::task).filter(some::contains).toList();
    }
}
