package dev.stretto.engine.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass of a search for culprits, from its beginning to the first thing that is not known. Used once. */
final class SearchPass {
    /** So often a subset has to fail for the search to go on from that. */
    private static final int ENOUGH = 2;

    /** How far it came. */
    sealed interface End {}

    /** This has to be tried before it can go on. */
    record Needs(Trial trial) implements End {}

    /** Nothing more has to be known. */
    record Over(List<List<String>> culprits, List<String> kept, boolean baseFails) implements End {}

    private enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    private final SearchSpace space;
    private final TrialLog log;
    private final List<List<String>> culprits = new ArrayList<>();
    /** What can't be in the result together: culprits, and what can't be merged. */
    private final List<Set<String>> incompatible;

    private @Nullable Trial needed;

    SearchPass(SearchSpace space, TrialLog log) {
        this.space = space;
        this.log = log;
        this.incompatible = new ArrayList<>(space.conflictSets());
    }

    End end() {
        boolean wholeFails = fails(space.merged()) == Answer.YES;
        if (needed == null && !wholeFails) {
            return new Over(List.of(), space.merged(), false);
        }
        boolean baseFails = needed == null && fails(List.of()) == Answer.YES;
        if (needed == null && baseFails) {
            return new Over(List.of(), List.of(), true);
        }
        List<String> kept = mostThatPasses(space.mergedOnes(), List.of());
        // Where culprits are left out, there may be room for what was left out because of them.
        kept = mostThatPasses(space.choosables(), kept);
        return needed == null ? new Over(culprits, kept, false) : new Needs(needed);
    }

    /** The most of these tasks whose subset passes; those that are known to pass, if there are not more. */
    private List<String> mostThatPasses(List<Choosable> among, List<String> known) {
        while (needed == null) {
            List<String> most =
                    space.inOrder(LargestWhole.among(among, incompatible).kept());
            if (space.weight(most) <= space.weight(known) || fails(most) == Answer.NO) {
                return space.weight(most) <= space.weight(known) ? known : most;
            }
            Optional<List<String>> failing = needed == null ? failingAmong(most) : Optional.empty();
            if (failing.isPresent() && fails(failing.get(), log.repeats()) != Answer.UNKNOWN) {
                separate(failing.get());
            }
        }
        return known;
    }

    private void separate(List<String> failing) {
        incompatible.add(Set.copyOf(failing));
        if (log.of(space.withNeeds(failing))
                .filter(known -> known.standing() == TrialLog.Standing.FAILED)
                .isPresent()) {
            culprits.add(failing);
        }
    }

    /** What is known if it does not go on. */
    Over soFar(List<String> kept) {
        return new Over(culprits, kept, fails(List.of()) == Answer.YES);
    }

    /** A smallest set among these that fails or can't be merged, as all of them together do; empty if something has to be known first. */
    private Optional<List<String>> failingAmong(List<String> failing) {
        List<String> held = new ArrayList<>();
        List<String> rest = failing;
        while (true) {
            switch (fails(held)) {
                case UNKNOWN -> {
                    return Optional.empty();
                }
                case YES -> {
                    return Optional.of(space.inOrder(held));
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
        return fails(some, ENOUGH);
    }

    /** Whether a subset fails, once it has failed so many times. */
    private Answer fails(List<String> some, int times) {
        Set<String> subset = space.withNeeds(some);
        Optional<TrialLog.Known> known = log.of(subset);
        if (known.isEmpty()) {
            return unknown(subset);
        }
        return switch (known.get().standing()) {
            case PASSED, FLAKY -> Answer.NO;
            case UNMERGEABLE -> Answer.YES;
            case FAILED -> known.get().failures() < times ? unknown(subset) : Answer.YES;
        };
    }

    private Answer unknown(Set<String> subset) {
        needed = new Trial(space.inOrder(subset), log.nextRun(subset));
        return Answer.UNKNOWN;
    }
}
