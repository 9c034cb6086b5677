package dev.stretto.engine.run;

import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.Search;
import dev.stretto.engine.plan.SynthesisSpec.Verify;
import dev.stretto.engine.run.RunEvent.CulpritsFound;
import dev.stretto.engine.run.RunEvent.ProbesLaunched;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Choosable;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.CulpritSearch;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Probe;
import dev.stretto.engine.synthesis.ProbeOrder;
import dev.stretto.engine.synthesis.ProbeResult;
import dev.stretto.engine.synthesis.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When the verification is probed on other things than the merged whole: on the base, and on unions of some tasks. */
final class ProbeSteps {
    private static final Probe BASELINE = new Probe(List.of(), 1);

    private ProbeSteps() {}

    /** True if the other steps have to wait for probes. */
    static boolean pending(StartedRun run) {
        return !run.synthesis().probing().underWay().isEmpty() || wantsBaseline(run) || searching(run);
    }

    /** The event that begins probes, or that ends the search; empty if nothing of that kind is due. */
    static Optional<RunEvent> after(StartedRun run, Instant now) {
        SynthesisState synthesis = run.synthesis();
        if (synthesis.status() != TodoStatus.IN_PROGRESS || synthesis.problem() != null || run.cancelRequested()) {
            return Optional.empty();
        }
        if (wantsBaseline(run)) {
            return synthesis.probing().underWay().isEmpty()
                    ? Optional.of(new ProbesLaunched(List.of(BASELINE), now))
                    : Optional.empty();
        }
        return search(run).flatMap(search -> switch (search) {
            case CulpritSearch.Ask ask ->
                ask.probes().isEmpty() ? Optional.empty() : Optional.of(new ProbesLaunched(ask.probes(), now));
            case CulpritSearch.Found found ->
                Optional.of(new CulpritsFound(found.culprits(), left(run, found.culprits())));
        });
    }

    /** What probes that are under way have to be carried out with. */
    static Optional<Effect> effect(StartedRun run, List<Probe> probes) {
        Verify verify = run.context().plan().synthesis().verify();
        if (probes.isEmpty() || verify == null) {
            return Optional.empty();
        }
        Map<String, BranchToMerge> branches = CompletedWork.branches(run).stream()
                .collect(Collectors.toMap(BranchToMerge::task, Function.identity()));
        MergeRules rules = new MergeRules(
                run.context().plan().synthesis().onConflict(),
                run.synthesis().resolving().resolutions());
        List<ProbeOrder> orders = probes.stream()
                .map(probe -> new ProbeOrder(
                        probe,
                        probe.tasks().stream().map(branches::get).toList(),
                        rules,
                        verify,
                        run.synthesis().probing().ended()))
                .toList();
        return run.context().base().map(base -> new Effect.Probes(base, orders));
    }

    private static boolean wantsBaseline(StartedRun run) {
        Verify verify = run.context().plan().synthesis().verify();
        return verify != null
                && verify.baseline()
                && run.context().base().isPresent()
                && !CompletedWork.branches(run).isEmpty()
                && run.synthesis().probing().of(BASELINE).isEmpty();
    }

    /** True from a verification that failed to the end of the search for what it fails with. */
    private static boolean searching(StartedRun run) {
        SynthesisSpec.Verify verify = run.context().plan().synthesis().verify();
        SynthesisState synthesis = run.synthesis();
        return verify != null
                && verify.search() != null
                && synthesis.verification() != null
                && !synthesis.verification().passed()
                && synthesis.culprits() == null
                && synthesis.merge() != null
                && !synthesis.merge().merged().isEmpty();
    }

    private static Optional<CulpritSearch.Step> search(StartedRun run) {
        Verify verify = run.context().plan().synthesis().verify();
        MergeResult merge = run.synthesis().merge();
        if (!searching(run) || verify == null || merge == null) {
            return Optional.empty();
        }
        Search search = verify.search() == null ? Search.DEFAULT : verify.search();
        Probing probing = run.synthesis().probing();
        return Optional.of(CulpritSearch.next(merged(run, merge), search, probing.ended(), probing.open()));
    }

    /** What was merged, as something to choose among: a task that was resolved is nothing without those that it collided with. */
    private static List<Choosable> merged(StartedRun run, MergeResult merge) {
        Map<String, BranchToMerge> branches = CompletedWork.branches(run).stream()
                .collect(Collectors.toMap(BranchToMerge::task, Function.identity()));
        Map<String, Resolution> resolutions = run.synthesis().resolving().resolutions().stream()
                .collect(Collectors.toMap(Resolution::task, Function.identity()));
        List<Choosable> merged = new ArrayList<>();
        for (String task : merge.merged()) {
            BranchToMerge branch = branches.get(task);
            if (branch != null) {
                List<String> needs = new ArrayList<>(branch.needs());
                Optional.ofNullable(resolutions.get(task)).ifPresent(resolution -> needs.addAll(resolution.with()));
                merged.add(new Choosable(task, needs, branch.weight()));
            }
        }
        return merged;
    }

    /** The result without what can't be kept. */
    private static MergeResult left(StartedRun run, Culprits culprits) {
        MergeResult merge = run.synthesis().merge();
        if (merge == null) {
            throw new IllegalStateException("a search without a merge");
        }
        if (culprits.baseFails() || culprits.kept().size() == merge.merged().size()) {
            return merge;
        }
        List<Conflict> left = new ArrayList<>(merge.conflicts());
        merge.merged().stream()
                .filter(task -> !culprits.kept().contains(task))
                .forEach(task -> left.add(new Conflict(task, List.of(), CulpritWords.why(task, culprits))));
        return new MergeResult(
                commit(run, culprits.kept()),
                culprits.kept(),
                left,
                merge.clashes(),
                merge.dropped().stream()
                        .filter(dropped -> culprits.kept().contains(dropped.task()))
                        .toList(),
                merge.explanation());
    }

    private static String commit(StartedRun run, List<String> kept) {
        String base = run.context().base().map(PinnedBase::commit).orElse("");
        return kept.isEmpty()
                ? base
                : run.synthesis().probing().ended().stream()
                        .filter(result -> result.probe().tasks().equals(kept) && result.commit() != null)
                        .map(ProbeResult::commit)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("what is kept was never merged: " + kept));
    }
}
