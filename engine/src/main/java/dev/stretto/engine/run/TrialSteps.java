package dev.stretto.engine.run;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.Verify;
import dev.stretto.engine.run.RunEvent.CulpritsFound;
import dev.stretto.engine.run.RunEvent.TrialsLaunched;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.CulpritSearch;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When the verification is tried on other things than the merged whole: on the base, and on subsets of some tasks. */
final class TrialSteps {
    private static final Trial BASELINE = new Trial(List.of(), 1);

    private TrialSteps() {}

    /** True if the other steps have to wait for trials. */
    static boolean pending(StartedRun run) {
        return !run.synthesis().trialProgress().underWay().isEmpty() || wantsBaseline(run) || searching(run);
    }

    /** The event that begins trials, or that ends the search; empty if nothing of that kind is due. */
    static Optional<RunEvent> after(StartedRun run, Instant now) {
        SynthesisState synthesis = run.synthesis();
        if (synthesis.status() != TodoStatus.IN_PROGRESS || synthesis.problem() != null || run.cancelRequested()) {
            return Optional.empty();
        }
        if (wantsBaseline(run)) {
            return synthesis.trialProgress().underWay().isEmpty()
                    ? Optional.of(new TrialsLaunched(List.of(BASELINE), now))
                    : Optional.empty();
        }
        return search(run).flatMap(search -> switch (search) {
            case CulpritSearch.Ask ask ->
                ask.trials().isEmpty() ? Optional.empty() : Optional.of(new TrialsLaunched(ask.trials(), now));
            case CulpritSearch.Found found ->
                Optional.of(new CulpritsFound(found.culprits(), left(run, found.culprits())));
        });
    }

    /** What trials that are under way have to be carried out with. */
    static Optional<Effect> effect(StartedRun run, List<Trial> trials) {
        Verify verify = run.context().plan().synthesis().verify();
        if (trials.isEmpty() || verify == null) {
            return Optional.empty();
        }
        Map<String, BranchToMerge> branches = CompletedWork.branches(run).stream()
                .collect(Collectors.toMap(BranchToMerge::task, Function.identity()));
        MergeRules rules = new MergeRules(
                run.context().plan().synthesis().onConflict(),
                run.synthesis().resolving().resolutions());
        return run.context()
                .base()
                .map(base -> new Effect.Trials(trials.stream()
                        .map(trial -> order(run, base, trial, branches, rules, verify))
                        .toList()));
    }

    private static TrialOrder order(
            StartedRun run,
            PinnedBase base,
            Trial trial,
            Map<String, BranchToMerge> branches,
            MergeRules rules,
            Verify verify) {
        return new TrialOrder(
                run.context().run(),
                run.round(),
                run.synthesis().nextTry(StepKind.TRIAL, trial.key()),
                base,
                trial,
                trial.tasks().stream().map(branches::get).toList(),
                rules,
                verify,
                run.synthesis().trialProgress().ended(),
                run.context().plan().provision(),
                run.context().plan().synthesis().environment());
    }

    private static boolean wantsBaseline(StartedRun run) {
        Verify verify = run.context().plan().synthesis().verify();
        return verify != null
                && verify.baseline()
                && run.context().base().isPresent()
                && !CompletedWork.branches(run).isEmpty()
                && run.synthesis().trialProgress().of(BASELINE).isEmpty();
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
        if (!searching(run) || verify == null || verify.search() == null || merge == null) {
            return Optional.empty();
        }
        TrialProgress trialProgress = run.synthesis().trialProgress();
        return Optional.of(CulpritSearch.next(
                SearchSpaces.of(run, merge), verify.search(), trialProgress.ended(), trialProgress.open()));
    }

    /** The result without what can't be kept. */
    private static MergeResult left(StartedRun run, Culprits culprits) {
        MergeResult merge = run.synthesis().merge();
        if (merge == null) {
            throw new IllegalStateException("a search without a merge");
        }
        if (culprits.baseFails() || culprits.kept().equals(merge.merged())) {
            return merge;
        }
        List<Conflict> left = new ArrayList<>();
        merge.conflicts().stream()
                .filter(conflict -> !culprits.kept().contains(conflict.task()))
                .forEach(conflict -> left.add(
                        stands(conflict, merge, culprits)
                                ? conflict
                                : new Conflict(
                                        conflict.task(),
                                        conflict.paths(),
                                        CulpritWords.why(conflict.task(), culprits))));
        boolean asBefore = left.equals(merge.conflicts());
        merge.merged().stream()
                .filter(task -> !culprits.kept().contains(task))
                .forEach(task -> left.add(new Conflict(task, List.of(), CulpritWords.why(task, culprits))));
        Optional<TrialResult> kept = tried(run, culprits.kept());
        return new MergeResult(
                kept.map(TrialResult::commit)
                        .orElseGet(() ->
                                run.context().base().map(PinnedBase::commit).orElse("")),
                culprits.kept(),
                left,
                merge.conflictSets(),
                kept.map(TrialResult::dropped).orElse(List.of()),
                asBefore ? merge.explanation() : null);
    }

    /** True if what it collides with is in the result, or if it was left out for another reason. */
    private static boolean stands(Conflict conflict, MergeResult merge, Culprits culprits) {
        List<ConflictSet> own = merge.conflictSets().stream()
                .filter(conflictSet -> conflictSet.tasks().contains(conflict.task()))
                .toList();
        return own.isEmpty()
                || own.stream()
                        .anyMatch(conflictSet -> conflictSet.tasks().stream()
                                .allMatch(task -> task.equals(conflict.task())
                                        || culprits.kept().contains(task)));
    }

    private static Optional<TrialResult> tried(StartedRun run, List<String> kept) {
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(run.synthesis().trialProgress().ended().stream()
                .filter(result -> result.trial().tasks().equals(kept) && result.commit() != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("what is kept was never merged: " + kept)));
    }
}
