package dev.stretto.engine.synthesis;

import dev.stretto.engine.plan.SynthesisSpec.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the smallest sets of tasks whose subset fails the verification, and the most tasks whose subset passes it. Pure: asked
 * again with what its trials have found, it goes on where it was.
 *
 * <p>A culprit is found by halving, in the order of merging: the shortest beginning that fails ends in a task of the culprit; with
 * that one held, the shortest beginning that fails together with it ends in the next, until those that are held fail by themselves
 * (delta debugging: Zeller and Hildebrandt, <i>Simplifying and isolating failure-inducing input</i>, 2002; that each member of the
 * set takes no more than the logarithm of the rest is due to QuickXplain: Junker, 2004). Then the most tasks without a whole
 * culprit among them are verified, and if those fail, too, the next culprit is among them. At last, what had been left out because
 * of a culprit is tried with the rest.
 *
 * <p>A subset that fails is verified once more before it counts as failing. Where the verification is flaky, because it was seen to pass
 * and fail on the same files, a culprit is named only if it fails so often in a row that chance is unlikely. Nothing waits for that as long as there is room for
 * trials: the search goes on as if it failed again.
 */
public final class CulpritSearch {

    /** What to do next. */
    public sealed interface Step {}

    /** Carry out these trials; none if others have to end first. */
    public record Ask(List<Trial> trials) implements Step {
        public Ask {
            trials = List.copyOf(trials);
        }
    }

    /** It is over. */
    public record Found(Culprits culprits) implements Step {}

    private final SearchSpace space;
    private final Search limits;
    private final TrialLog log;
    private final int carriedOut;

    private CulpritSearch(SearchSpace space, Search limits, List<TrialResult> results) {
        this.space = space;
        this.limits = limits;
        this.log = TrialLog.of(space.merged(), results);
        this.carriedOut = results.size();
    }

    /**
     * The next step of a search.
     *
     * @param results of all trials that have ended
     * @param underWay the trials that have not
     */
    public static Step next(SearchSpace space, Search limits, List<TrialResult> results, Set<Trial> underWay) {
        return new CulpritSearch(space, limits, results).step(underWay);
    }

    private Step step(Set<Trial> underWay) {
        List<Trial> asked = new ArrayList<>();
        TrialLog assumed = log;
        while (true) {
            SearchPass pass = new SearchPass(space, assumed);
            switch (pass.end()) {
                case SearchPass.Over over -> {
                    boolean known = assumed == log && underWay.isEmpty();
                    return known ? new Found(found(over, true)) : new Ask(asked);
                }
                case SearchPass.Needs needs -> {
                    boolean waits = underWay.contains(needs.trial());
                    if (!waits && exhausted(underWay.size() + asked.size())) {
                        return underWay.isEmpty() && asked.isEmpty()
                                ? new Found(found(pass.soFar(heaviestThatPassed()), false))
                                : new Ask(asked);
                    }
                    if (!waits && underWay.size() + asked.size() >= limits.parallel()) {
                        return new Ask(asked);
                    }
                    if (!waits) {
                        asked.add(needs.trial());
                    }
                    Optional<Boolean> likely = likelyToFail(needs.trial());
                    if (likely.isEmpty()) {
                        return new Ask(asked);
                    }
                    assumed = assumed.assuming(needs.trial(), likely.get());
                }
            }
        }
    }

    private boolean exhausted(int open) {
        return carriedOut + open >= limits.trials() || log.spent().compareTo(limits.time()) >= 0;
    }

    /** Whether a trial will fail, where there is reason to expect it: what fails fails again, and the base is sound. */
    private static Optional<Boolean> likelyToFail(Trial trial) {
        if (trial.run() > 1) {
            return Optional.of(true);
        }
        return trial.tasks().isEmpty() ? Optional.of(false) : Optional.empty();
    }

    private Culprits found(SearchPass.Over over, boolean complete) {
        return new Culprits(
                over.culprits(),
                log.flaky(),
                over.kept(),
                over.baseFails(),
                complete,
                log.trials(),
                log.runs(),
                log.repeats());
    }

    private List<String> heaviestThatPassed() {
        return log.passed().stream().max(Comparator.comparingInt(space::weight)).orElse(List.of());
    }
}
