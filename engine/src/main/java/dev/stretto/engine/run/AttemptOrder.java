package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that whoever carries out an attempt has to know.
 *
 * @param run the run's id
 * @param id which attempt it is
 * @param task the assignment as one task
 * @param prompt the rendered prompt; absent if none of its tasks has one
 * @param base what the run starts from; absent without a repository
 * @param isolation how far it is kept apart from others
 * @param directory where it works if it is not isolated; absent if the plan names no directory
 * @param startsFrom the commits that it builds on: the base, or the work of the tasks that it comes after
 * @param provision what its worktree has besides their files
 */
public record AttemptOrder(
        String run,
        AttemptId id,
        Task task,
        @Nullable String prompt,
        @Nullable PinnedBase base,
        Isolation isolation,
        @Nullable String directory,
        List<String> startsFrom,
        Provision provision) {
    public AttemptOrder {
        startsFrom = List.copyOf(startsFrom);
    }

    /** An order for an attempt that works where its node lets it, unless it is isolated. */
    public AttemptOrder(
            String run,
            AttemptId id,
            Task task,
            @Nullable String prompt,
            @Nullable PinnedBase base,
            boolean isolated,
            List<String> startsFrom) {
        this(
                run,
                id,
                task,
                prompt,
                base,
                isolated ? Isolation.WORKTREE : Isolation.NONE,
                null,
                startsFrom,
                Provision.NONE);
    }

    /** True if it gets a workspace of its own. */
    public boolean isolated() {
        return isolation != Isolation.NONE;
    }

    /** The order for an attempt of this run. */
    public static AttemptOrder of(StartedRun run, AttemptId id) {
        RunContext context = run.context();
        Assignment assignment = context.assignments().get(context.position(id.task()));
        return new AttemptOrder(
                context.run(),
                id,
                context.asOneTask(assignment),
                context.prompts().render(assignment).orElse(null),
                context.base().orElse(null),
                context.base().map(base -> base.isolation().isolation()).orElse(Isolation.NONE),
                Optional.ofNullable(context.plan().workspace())
                        .map(WorkspaceSpec::repository)
                        .orElse(null),
                startsFrom(run, assignment),
                context.plan().provision());
    }

    private static List<String> startsFrom(StartedRun run, Assignment assignment) {
        List<String> work = CompletedWork.needs(assignment).stream()
                .flatMap(task -> run.progressOf(task).stream())
                .flatMap(progress -> progress.lastOutcome().stream())
                .flatMap(outcome -> Optional.ofNullable(outcome.work()).stream())
                .map(WorkResult::commit)
                .distinct()
                .toList();
        return work.isEmpty()
                ? run.context().base().map(PinnedBase::commit).stream().toList()
                : work;
    }
}
