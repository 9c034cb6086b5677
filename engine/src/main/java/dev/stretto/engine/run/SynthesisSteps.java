package dev.stretto.engine.run;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.Wait;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.Integrate;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of the synthesis: merge, then verify, then integrate; each only where there is something to do for it. */
final class SynthesisSteps {
    private SynthesisSteps() {}

    /** The step that has to be carried out now; empty if the synthesis has not begun or nothing is left to do. */
    static Optional<Effect> next(StartedRun run) {
        SynthesisState synthesis = run.synthesis();
        if (synthesis.status() != TodoStatus.IN_PROGRESS || synthesis.problem() != null) {
            return Optional.empty();
        }
        return merge(run).or(() -> verify(run)).or(() -> integrate(run));
    }

    /** True while a step is being carried out. */
    static boolean underWay(StartedRun run) {
        return next(run).isPresent();
    }

    /** Each completed assignment's changed files, by its lead, in plan order. */
    static Map<String, List<FileChange>> changes(StartedRun run) {
        Map<String, List<FileChange>> changes = new LinkedHashMap<>();
        for (int position = 0; position < run.progress().size(); position++) {
            int at = position;
            work(run, position).ifPresent(work -> changes.put(run.lead(at), work.files()));
        }
        return changes;
    }

    private static Optional<Effect> merge(StartedRun run) {
        if (run.synthesis().merge() != null || run.context().base().isEmpty()) {
            return Optional.empty();
        }
        List<BranchToMerge> branches = new ArrayList<>();
        for (int position = 0; position < run.progress().size(); position++) {
            int at = position;
            work(run, position)
                    .filter(work -> !work.commit().equals(work.start()))
                    .ifPresent(work -> branches.add(branch(run, at, work)));
        }
        return branches.isEmpty()
                ? Optional.empty()
                : Optional.of(new Effect.Merge(run.context().base().get(), branches));
    }

    private static BranchToMerge branch(StartedRun run, int position, WorkResult work) {
        Assignment assignment = run.context().assignments().get(position);
        return new BranchToMerge(
                assignment.lead(),
                run.context().asOneTask(assignment).title(),
                run.progress().get(position).attempt(),
                work.branch(),
                work.commit(),
                needs(assignment));
    }

    static List<String> needs(Assignment assignment) {
        return assignment.waits().stream()
                .filter(Wait::needsCompletion)
                .map(Wait::on)
                .toList();
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
        return Optional.of(new Effect.Verify(verify, commit));
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
        boolean move = integrate == Integrate.MERGE && whole && !run.synthesis().unclean();
        return Optional.of(new Effect.Integrate(base.get(), merge.commit(), move));
    }

    private static Optional<WorkResult> work(StartedRun run, int position) {
        Progress progress = run.progress().get(position);
        return progress.status() == TodoStatus.COMPLETED
                ? progress.lastOutcome().flatMap(outcome -> Optional.ofNullable(outcome.work()))
                : Optional.empty();
    }
}
