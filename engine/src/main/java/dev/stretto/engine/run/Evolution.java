package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.run.RunContext.Waiter;
import dev.stretto.engine.run.RunEvent.AttemptFailed;
import dev.stretto.engine.run.RunEvent.AttemptStarted;
import dev.stretto.engine.run.RunEvent.BranchesMerged;
import dev.stretto.engine.run.RunEvent.ConflictResolved;
import dev.stretto.engine.run.RunEvent.CulpritsFound;
import dev.stretto.engine.run.RunEvent.ResolutionRefused;
import dev.stretto.engine.run.RunEvent.ResultIntegrated;
import dev.stretto.engine.run.RunEvent.RetryDue;
import dev.stretto.engine.run.RunEvent.RunCancelRequested;
import dev.stretto.engine.run.RunEvent.RunFinished;
import dev.stretto.engine.run.RunEvent.RunReopened;
import dev.stretto.engine.run.RunEvent.RunResumed;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunEvent.SynthesisFailed;
import dev.stretto.engine.run.RunEvent.SynthesisStarted;
import dev.stretto.engine.run.RunEvent.SynthesisStepLost;
import dev.stretto.engine.run.RunEvent.TaskCancelRequested;
import dev.stretto.engine.run.RunEvent.TaskEnded;
import dev.stretto.engine.run.RunEvent.TasksLaunched;
import dev.stretto.engine.run.RunEvent.TasksSkipped;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.RunEvent.TrialFinished;
import dev.stretto.engine.run.RunEvent.TrialsLaunched;
import dev.stretto.engine.run.RunEvent.VerificationFinished;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.TodoStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How each event changes a started run. Total over the sealed events, and strict: what no run can do is refused. */
final class Evolution {
    private Evolution() {}

    static StartedRun of(StartedRun run, RunEvent event) {
        if (run.finished() && !(event instanceof RunReopened || event instanceof TextsErased)) {
            throw new IllegalTransitionException("run " + run.context().run() + " is over, but its log goes on");
        }
        return switch (event) {
            case RunStarted again ->
                throw new IllegalTransitionException("run " + run.context().run() + " is started a second time");
            case RunResumed resumed -> run.resumedAs(resumed.epoch(), resumed.node());
            case RunReopened reopened -> reopened(run, reopened);
            case TextsErased erased -> erased(run, erased);
            case TasksLaunched launched -> launched(run, launched);
            case AttemptStarted started -> started(run, started);
            case AttemptFailed failed -> attemptFailed(run, failed);
            case RetryDue due -> retryDue(run, due);
            case TaskEnded ended -> ended(run, ended);
            case TasksSkipped skipped -> skipped(run, skipped);
            case TaskCancelRequested request ->
                cancelRequested(run, run.context().position(request.task()));
            case RunCancelRequested request -> runCancelRequested(run);
            case SynthesisStarted started ->
                run.withSynthesis(run.synthesis().started(started.at(), started.overlaps()));
            case BranchesMerged merged -> run.withSynthesis(run.synthesis().merged(merged.result(), merged.overlaps()));
            case ConflictResolved resolved ->
                run.withSynthesis(run.synthesis()
                        .resolved(
                                run.synthesis().resolving().resolved(resolved.resolution(), resolved.by()),
                                resolved.result()));
            case ResolutionRefused refused ->
                run.withSynthesis(run.synthesis()
                        .refused(run.synthesis().resolving().refused(refused.task(), refused.reason(), refused.by())));
            case TrialsLaunched launched ->
                run.withSynthesis(
                        run.synthesis().tried(run.synthesis().trialProgress().launched(launched.trials())));
            case TrialFinished finished ->
                run.withSynthesis(
                        run.synthesis().tried(run.synthesis().trialProgress().finished(finished.result())));
            case CulpritsFound found -> run.withSynthesis(run.synthesis().without(found.culprits(), found.result()));
            case VerificationFinished finished ->
                run.withSynthesis(run.synthesis().verified(finished.verification()));
            case ResultIntegrated integrated ->
                run.withSynthesis(run.synthesis().integrated(integrated.integration()));
            case SynthesisStepLost lost -> run.withSynthesis(run.synthesis().lost(lost.step()));
            case SynthesisFailed failed -> run.withSynthesis(run.synthesis().failedBecause(failed.message()));
            case RunFinished finished -> finished(run, finished);
        };
    }

    private static StartedRun erased(StartedRun run, TextsErased event) {
        if (!run.finished()) {
            throw new IllegalTransitionException("texts are erased though the run is not over");
        }
        if (event.task() != null) {
            run.context().position(event.task());
        }
        return run.withErasure(event);
    }

    private static StartedRun launched(StartedRun run, TasksLaunched event) {
        StartedRun next = run;
        int launch = run.launches() + 1;
        for (AttemptId attempt : event.attempts()) {
            int position = run.context().position(attempt.task());
            if (!next.ready().contains(position)) {
                throw new IllegalTransitionException(
                        "task '" + attempt.task() + "' is launched though it is not ready");
            }
            Progress progress =
                    next.progress().get(position).launched(attempt.attempt(), launch, event.at(), attempt.task());
            next = next.with(
                    launch,
                    position,
                    progress,
                    next.ready().minus(position),
                    next.active().plus(position),
                    next.pausing(),
                    next.open());
        }
        return next;
    }

    private static StartedRun started(StartedRun run, AttemptStarted event) {
        int position = current(run, event.task(), event.attempt());
        return run.withProgress(
                position,
                run.progress()
                        .get(position)
                        .started(event.startedAt(), event.process(), event.workspace(), event.task()));
    }

    private static StartedRun attemptFailed(StartedRun run, AttemptFailed event) {
        int position = current(run, event.task(), event.attempt());
        Progress progress = run.progress()
                .get(position)
                .attemptEnded(TodoStatus.PENDING, event.outcome(), event.retryAt(), event.task());
        return run.with(
                run.launches(),
                position,
                progress,
                run.ready(),
                run.active().minus(position),
                run.pausing().plus(position),
                run.open());
    }

    private static StartedRun retryDue(StartedRun run, RetryDue event) {
        int position = run.context().position(event.task());
        if (!run.pausing().contains(position)) {
            throw new IllegalTransitionException("task '" + event.task() + "' is not waiting to be tried again");
        }
        return run.with(
                run.launches(),
                position,
                run.progress().get(position).due(),
                run.ready().plus(position),
                run.active(),
                run.pausing().minus(position),
                run.open());
    }

    private static StartedRun ended(StartedRun run, TaskEnded event) {
        int position = current(run, event.task(), event.attempt());
        Progress progress =
                run.progress().get(position).attemptEnded(event.status(), event.outcome(), null, event.task());
        StartedRun next = run.with(
                run.launches(),
                position,
                progress,
                run.ready(),
                run.active().minus(position),
                run.pausing(),
                run.open() - 1);
        return letGo(next, position);
    }

    private static StartedRun skipped(StartedRun run, TasksSkipped event) {
        StartedRun next = run;
        for (String task : event.tasks()) {
            next = given(next, run.context().position(task), TodoStatus.SKIPPED, event.because());
        }
        return next;
    }

    private static StartedRun cancelRequested(StartedRun run, int position) {
        Progress progress = run.progress().get(position);
        return switch (progress.status()) {
            case PENDING -> given(run, position, TodoStatus.CANCELLED, null);
            case IN_PROGRESS -> run.withProgress(position, progress.asStopping());
            case COMPLETED, FAILED, TIMED_OUT, CANCELLED, SKIPPED ->
                throw new IllegalTransitionException(
                        "task '" + run.lead(position) + "' has ended and can't be cancelled");
        };
    }

    private static StartedRun runCancelRequested(StartedRun run) {
        StartedRun next = run;
        for (int position = 0; position < run.progress().size(); position++) {
            if (!run.progress().get(position).status().ended()) {
                next = cancelRequested(next, position);
            }
        }
        return next.asCancelRequested();
    }

    /** The assignment ends without another attempt. */
    private static StartedRun given(StartedRun run, int position, TodoStatus end, @Nullable String because) {
        Progress progress = run.progress().get(position).given(end, because, run.lead(position));
        StartedRun next = run.with(
                run.launches(),
                position,
                progress,
                run.ready().minus(position),
                run.active(),
                run.pausing().minus(position),
                run.open() - 1);
        return letGo(next, position);
    }

    /**
     * Lets go the assignments that wait for one that has ended. One that ended without having been started still stands in
     * for those that it waited for itself, since its waiters rely on it to keep them apart from those: it lets go only
     * when it has been let go.
     */
    private static StartedRun letGo(StartedRun run, int ended) {
        StartedRun next = run;
        Deque<Integer> letting = new ArrayDeque<>();
        letting.add(ended);
        while (!letting.isEmpty()) {
            int position = letting.remove();
            if (next.progress().get(position).waitsLeft() > 0) {
                continue;
            }
            for (Waiter waiter : run.context().waiters(position)) {
                Progress progress = next.progress().get(waiter.position()).letGo();
                boolean free = progress.waitsLeft() == 0;
                boolean launchable = free && progress.status() == TodoStatus.PENDING;
                next = next.with(
                        next.launches(),
                        waiter.position(),
                        progress,
                        launchable ? next.ready().plus(waiter.position()) : next.ready(),
                        next.active(),
                        next.pausing(),
                        next.open());
                if (free && progress.status().ended()) {
                    letting.add(waiter.position());
                }
            }
        }
        return next;
    }

    private static StartedRun reopened(StartedRun run, RunReopened event) {
        if (!run.finished()) {
            throw new IllegalTransitionException("run " + run.context().run() + " is reopened though it is not over");
        }
        return Reopening.of(run.resumedAs(event.epoch(), event.node()), event);
    }

    /** Then there was nothing to bring together. */
    private static boolean nothingCompleted(StartedRun run) {
        return run.progress().stream().noneMatch(progress -> progress.status() == TodoStatus.COMPLETED);
    }

    private static StartedRun finished(StartedRun run, RunFinished event) {
        if (!run.allEnded()) {
            throw new IllegalTransitionException("run " + run.context().run() + " finishes with open tasks");
        }
        TodoStatus end = switch (event.status()) {
            case COMPLETED -> TodoStatus.COMPLETED;
            case FAILED ->
                run.synthesis().unclean() || nothingCompleted(run) ? TodoStatus.FAILED : TodoStatus.COMPLETED;
            case CANCELLED -> TodoStatus.CANCELLED;
            case RUNNING ->
                throw new IllegalTransitionException("run " + run.context().run() + " finishes as running");
        };
        return run.asFinished(event.status(), run.synthesis().ended(end), event.at());
    }

    private static int current(StartedRun run, String task, int attempt) {
        int position = run.context().position(task);
        Progress progress = run.progress().get(position);
        if (progress.status() != TodoStatus.IN_PROGRESS || progress.attempt() != attempt) {
            throw new IllegalTransitionException("attempt " + task + "#" + attempt + " is not in progress (the task is "
                    + progress.status() + ", attempt " + progress.attempt() + ")");
        }
        return position;
    }
}
