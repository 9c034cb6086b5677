package dev.stretto.engine.run;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.ResolutionOrder;
import java.util.Optional;
import java.util.Set;

/** Which conflict is given to a resolver next. */
final class Resolutions {
    private Resolutions() {}

    /** The next task that was left out because of collisions, and that no resolver has been asked about. */
    static Optional<ResolutionOrder> next(StartedRun run, MergeResult merge, Resolver resolver) {
        Set<String> asked = run.synthesis().resolving().asked();
        return merge.conflicts().stream()
                .filter(conflict -> !conflict.paths().isEmpty() && !asked.contains(conflict.task()))
                .findFirst()
                .flatMap(conflict -> run.context().base().map(base -> order(run, base, merge, resolver, conflict)));
    }

    private static ResolutionOrder order(
            StartedRun run, PinnedBase base, MergeResult merge, Resolver resolver, Conflict conflict) {
        return new ResolutionOrder(
                run.context().run(),
                run.round(),
                run.synthesis().nextTry(StepKind.RESOLUTION, conflict.task()),
                base,
                CompletedWork.branches(run),
                merge,
                run.synthesis().resolving().resolutions(),
                conflict.task(),
                resolver,
                ResolutionPrompt.of(run, merge, conflict),
                run.context().plan().provision(),
                run.context().plan().synthesis().environment());
    }
}
