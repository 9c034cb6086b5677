package dev.stretto.engine.run;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.Integrate;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.VerificationOrder;
import dev.stretto.engine.todo.TodoStatus;
import java.util.List;
import java.util.Optional;

/**
 * The steps of the synthesis: merge, have conflicts resolved, verify, integrate; each only where there is something to do for it.
 * Before the first and before the last the verification may have to be tried, see {@link TrialSteps}.
 */
final class SynthesisSteps {
    private SynthesisSteps() {}

    /** The step that has to be carried out now; empty if the synthesis has not begun, waits for trials, or nothing is left to do. */
    static Optional<Effect> next(StartedRun run) {
        SynthesisState synthesis = run.synthesis();
        if (synthesis.status() != TodoStatus.IN_PROGRESS || synthesis.problem() != null || TrialSteps.pending(run)) {
            return Optional.empty();
        }
        return merge(run).or(() -> resolve(run)).or(() -> verify(run)).or(() -> integrate(run));
    }

    /** True while a step is being carried out, or trials are. */
    static boolean underWay(StartedRun run) {
        return !run.synthesis().trialProgress().underWay().isEmpty()
                || next(run).isPresent();
    }

    private static Optional<Effect> merge(StartedRun run) {
        if (run.synthesis().merge() != null || run.context().base().isEmpty()) {
            return Optional.empty();
        }
        List<BranchToMerge> branches = CompletedWork.branches(run);
        return branches.isEmpty()
                ? Optional.empty()
                : Optional.of(new Effect.Merge(
                        run.context().base().get(),
                        branches,
                        run.synthesis().overlaps(),
                        run.context().plan().synthesis().onConflict()));
    }

    private static Optional<Effect> resolve(StartedRun run) {
        MergeResult merge = run.synthesis().merge();
        SynthesisSpec spec = run.context().plan().synthesis();
        if (merge == null
                || spec.onConflict() != OnConflict.RESOLVE
                || spec.resolver() == null
                || run.synthesis().verification() != null) {
            return Optional.empty();
        }
        return Resolutions.next(run, merge, spec.resolver()).map(Effect.Resolve::new);
    }

    private static Optional<Effect> verify(StartedRun run) {
        SynthesisSpec.Verify verify = run.context().plan().synthesis().verify();
        boolean somethingCompleted =
                run.progress().stream().anyMatch(progress -> progress.status() == TodoStatus.COMPLETED);
        if (verify == null || run.synthesis().verification() != null || !somethingCompleted) {
            return Optional.empty();
        }
        MergeResult merge = run.synthesis().merge();
        Optional<String> commit =
                merge == null ? run.context().base().map(PinnedBase::commit) : Optional.of(merge.commit());
        return Optional.of(new Effect.Verify(new VerificationOrder(
                run.context().run(),
                run.round(),
                run.synthesis().nextTry(StepKind.VERIFICATION, StepId.RESULT),
                verify,
                run.context().base().orElse(null),
                commit.orElse(null),
                Optional.ofNullable(run.context().plan().workspace())
                        .map(WorkspaceSpec::repository)
                        .orElse(null),
                run.context().plan().provision(),
                run.context().plan().synthesis().environment())));
    }

    private static Optional<Effect> integrate(StartedRun run) {
        MergeResult merge = run.synthesis().merge();
        Integrate integrate = run.context().plan().synthesis().integrate();
        Optional<PinnedBase> base = run.context().base();
        if (merge == null
                || merge.merged().isEmpty()
                || integrate == Integrate.NONE
                || run.synthesis().integration() != null
                || base.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = run.progress().stream().allMatch(progress -> progress.status() == TodoStatus.COMPLETED);
        boolean move = integrate == Integrate.MERGE
                && whole
                && !run.synthesis().unclean()
                && merge.dropped().isEmpty()
                && Reservations.of(run).isEmpty();
        return Optional.of(new Effect.Integrate(base.get(), merge.commit(), move));
    }
}
