package dev.stretto.persistence;

import dev.stretto.engine.run.Probing;
import dev.stretto.engine.run.RunCommand.RecordProbe;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Probe;
import dev.stretto.engine.synthesis.ProbeResult;
import dev.stretto.engine.synthesis.Verification;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Answers the probes of a scripted run as a test wants them to come out: they pass, unless something else is said of them. */
final class ScriptedProbes {
    private final ScriptedRun run;
    private Predicate<Probe> fails = probe -> false;
    private Predicate<Probe> cutOff = probe -> false;
    private Predicate<List<String>> unmergeable = union -> false;
    private UnaryOperator<List<String>> tree = union -> union;
    private Function<List<String>, List<Dropped>> dropped = tasks -> List.of();

    ScriptedProbes(ScriptedRun run) {
        this.run = run;
    }

    ScriptedProbes fails(Predicate<Probe> more) {
        fails = fails.or(more);
        return this;
    }

    ScriptedProbes isCutOff(Predicate<Probe> which) {
        cutOff = which;
        return this;
    }

    ScriptedProbes cannotMerge(Predicate<List<String>> which) {
        unmergeable = which;
        return this;
    }

    /** Unions have the same files if they are given the same tasks here. */
    ScriptedProbes tree(UnaryOperator<List<String>> which) {
        tree = which;
        return this;
    }

    /** What is missing of the tasks in a union. */
    ScriptedProbes drops(Function<List<String>, List<Dropped>> which) {
        dropped = which;
        return this;
    }

    /** Answers, in the order in which they were launched, until none is under way any more. */
    void answer() {
        List<Probe> open = probing().underWay();
        while (!open.isEmpty()) {
            run.tell("engine", new RecordProbe(result(open.getFirst())));
            open = probing().underWay();
        }
    }

    private ProbeResult result(Probe probe) {
        if (unmergeable.test(probe.tasks())) {
            return ProbeResult.unmergeable(probe);
        }
        String files = SampleParts.commit("files of " + tree.apply(probe.tasks()));
        Optional<Verification> known = probing().ended().stream()
                .filter(ended -> files.equals(ended.tree()) && ended.probe().run() == probe.run())
                .flatMap(ended -> Optional.ofNullable(ended.verification()).stream())
                .findFirst();
        String commit =
                probe.tasks().isEmpty() ? SampleParts.BASE.commit() : SampleParts.commit("merge of " + probe.tasks());
        return new ProbeResult(
                probe,
                commit,
                files,
                dropped.apply(probe.tasks()),
                known.orElseGet(() -> verification(probe)),
                known.isPresent());
    }

    private Verification verification(Probe probe) {
        if (cutOff.test(probe)) {
            return SampleParts.cutOff(run);
        }
        return fails.test(probe) ? SampleParts.failed(run) : SampleParts.passed(run);
    }

    private Probing probing() {
        return run.state().started().map(StartedRun::synthesis).orElseThrow().probing();
    }
}
