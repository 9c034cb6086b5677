package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * What a search for culprits came to.
 *
 * @param sets each a smallest set of tasks whose subset fails the verification
 * @param flaky the sets of tasks with which it failed once and passed the second time; an empty one is the base
 * @param kept the most tasks, in the order of merging, whose subset has passed it
 * @param baseFails true if it fails without any of the tasks: then none is blamed
 * @param complete false if the search was ended by its limits
 * @param trials how many other subsets than that of all were verified, the base among them
 * @param runs how often the verification was run in all, the first time included
 * @param repeats how often in a row each of the sets has failed at least: more than twice where the verification is flaky
 */
public record Culprits(
        List<List<String>> sets,
        List<List<String>> flaky,
        List<String> kept,
        boolean baseFails,
        boolean complete,
        int trials,
        int runs,
        int repeats) {
    public Culprits {
        sets = sets.stream().map(List::copyOf).toList();
        flaky = flaky.stream().map(List::copyOf).toList();
        kept = List.copyOf(kept);
    }

    /** Culprits of a verification that is not flaky. */
    public Culprits(
            List<List<String>> sets,
            List<List<String>> flaky,
            List<String> kept,
            boolean baseFails,
            boolean complete,
            int trials,
            int runs) {
        this(sets, flaky, kept, baseFails, complete, trials, runs, 2);
    }
}
