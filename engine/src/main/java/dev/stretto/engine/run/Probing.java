package dev.stretto.engine.run;

import dev.stretto.engine.synthesis.Probe;
import dev.stretto.engine.synthesis.ProbeResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The probes of a synthesis.
 *
 * @param underWay those that have been launched and have not ended, in that order
 * @param ended those that have, in that order
 */
public record Probing(List<Probe> underWay, List<ProbeResult> ended) {
    static final Probing NONE = new Probing(List.of(), List.of());

    public Probing {
        underWay = List.copyOf(underWay);
        ended = List.copyOf(ended);
    }

    Probing launched(List<Probe> probes) {
        for (Probe probe : probes) {
            if (underWay.contains(probe) || of(probe).isPresent()) {
                throw new IllegalTransitionException("probe " + probe + " is launched a second time");
            }
        }
        return new Probing(Stream.concat(underWay.stream(), probes.stream()).toList(), ended);
    }

    Probing finished(ProbeResult result) {
        if (!underWay.contains(result.probe())) {
            throw new IllegalTransitionException("probe " + result.probe() + " ends though it is not under way");
        }
        List<Probe> left =
                underWay.stream().filter(probe -> !probe.equals(result.probe())).toList();
        return new Probing(
                left, Stream.concat(ended.stream(), Stream.of(result)).toList());
    }

    /** Nobody looks after those under way any more. */
    Probing stopped() {
        return new Probing(List.of(), ended);
    }

    /** What came of a probe that has ended. */
    public Optional<ProbeResult> of(Probe probe) {
        return ended.stream().filter(result -> result.probe().equals(probe)).findFirst();
    }

    Set<Probe> open() {
        return new LinkedHashSet<>(underWay);
    }
}
