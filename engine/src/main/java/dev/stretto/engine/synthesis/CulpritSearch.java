package dev.stretto.engine.synthesis;

import dev.stretto.engine.plan.SynthesisSpec.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the smallest sets of tasks whose union fails the verification, and the most tasks whose union passes it. Pure: asked
 * again with what its probes have found, it goes on where it was.
 *
 * <p>A culprit is found by halving, in the order of merging: the shortest beginning that fails ends in a task of the culprit; with
 * that one held, the shortest beginning that fails together with it ends in the next, until those that are held fail by themselves
 * (delta debugging: Zeller and Hildebrandt, <i>Simplifying and isolating failure-inducing input</i>, 2002; that each member of the
 * set takes no more than the logarithm of the rest is due to QuickXplain: Junker, 2004). Then the most tasks without a whole
 * culprit among them are verified, and if those fail, too, the next culprit is among them. At last, what had been left out because
 * of a culprit is tried with the rest.
 *
 * <p>A union that fails is verified once more before it counts as failing. Nothing waits for that as long as there is room for
 * probes: the search goes on as if it failed again.
 */
public final class CulpritSearch {

    /** What to do next. */
    public sealed interface Step {}

    /** Carry out these probes; none if others have to end first. */
    public record Ask(List<Probe> probes) implements Step {
        public Ask {
            probes = List.copyOf(probes);
        }
    }

    /** It is over. */
    public record Found(Culprits culprits) implements Step {}

    private final SearchSpace space;
    private final Search limits;
    private final ProbeLog log;
    private final int carriedOut;

    private CulpritSearch(SearchSpace space, Search limits, List<ProbeResult> results) {
        this.space = space;
        this.limits = limits;
        this.log = ProbeLog.of(space.merged(), results);
        this.carriedOut = results.size();
    }

    /**
     * The next step of a search.
     *
     * @param results of all probes that have ended
     * @param underWay the probes that have not
     */
    public static Step next(SearchSpace space, Search limits, List<ProbeResult> results, Set<Probe> underWay) {
        return new CulpritSearch(space, limits, results).step(underWay);
    }

    private Step step(Set<Probe> underWay) {
        List<Probe> asked = new ArrayList<>();
        ProbeLog assumed = log;
        while (true) {
            SearchPass pass = new SearchPass(space, assumed);
            switch (pass.end()) {
                case SearchPass.Over over -> {
                    boolean known = assumed == log && underWay.isEmpty();
                    return known ? new Found(found(over, true)) : new Ask(asked);
                }
                case SearchPass.Needs needs -> {
                    boolean waits = underWay.contains(needs.probe());
                    if (!waits && exhausted(underWay.size() + asked.size())) {
                        return underWay.isEmpty() && asked.isEmpty()
                                ? new Found(found(pass.soFar(heaviestThatPassed()), false))
                                : new Ask(asked);
                    }
                    if (!waits && underWay.size() + asked.size() >= limits.parallel()) {
                        return new Ask(asked);
                    }
                    if (!waits) {
                        asked.add(needs.probe());
                    }
                    Optional<ProbeLog.Verdict> likely = likely(needs.probe());
                    if (likely.isEmpty()) {
                        return new Ask(asked);
                    }
                    assumed = assumed.assuming(needs.probe().tasks(), likely.get());
                }
            }
        }
    }

    private boolean exhausted(int open) {
        return carriedOut + open >= limits.probes() || log.spent().compareTo(limits.time()) >= 0;
    }

    /** What a probe will come to, where there is reason to expect it: what fails fails again, and the base is sound. */
    private static Optional<ProbeLog.Verdict> likely(Probe probe) {
        if (probe.run() > 1) {
            return Optional.of(ProbeLog.Verdict.FAILED);
        }
        return probe.tasks().isEmpty() ? Optional.of(ProbeLog.Verdict.PASSED) : Optional.empty();
    }

    private Culprits found(SearchPass.Over over, boolean complete) {
        return new Culprits(
                over.culprits(), log.flaky(), over.kept(), over.baseFails(), complete, log.probes(), log.runs());
    }

    private List<String> heaviestThatPassed() {
        return log.passed().stream().max(Comparator.comparingInt(space::weight)).orElse(List.of());
    }
}
