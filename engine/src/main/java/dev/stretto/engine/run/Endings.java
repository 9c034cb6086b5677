package dev.stretto.engine.run;

import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunEvent.AttemptFailed;
import dev.stretto.engine.run.RunEvent.TaskCancelled;
import dev.stretto.engine.run.RunEvent.TaskCompleted;
import dev.stretto.engine.run.RunEvent.TaskFailed;
import dev.stretto.engine.run.RunEvent.TaskTimedOut;

/** Decides what the end of an attempt means for its task: done, over, or to be tried again. */
final class Endings {
    private Endings() {}

    static RunEvent of(StartedRun run, int position, AttemptId attempt, Outcome outcome) {
        Failure failure = outcome.failure();
        if (failure == null) {
            return new TaskCompleted(attempt.task(), attempt.attempt(), outcome);
        }
        Task task = run.context().asOneTask(run.context().assignments().get(position));
        boolean wanted = !run.cancelRequested()
                && !run.progress().get(position).stopping()
                && failure.kind() != Failure.Kind.CANCELLED;
        if (wanted && attempt.attempt() < task.attempts()) {
            return new AttemptFailed(
                    attempt.task(),
                    attempt.attempt(),
                    outcome,
                    outcome.finishedAt().plus(Backoff.pause(run.context().run(), attempt, task.backoff())));
        }
        return switch (failure.status()) {
            case TIMED_OUT -> new TaskTimedOut(attempt.task(), attempt.attempt(), outcome);
            case CANCELLED -> new TaskCancelled(attempt.task(), attempt.attempt(), outcome);
            case PENDING, IN_PROGRESS, COMPLETED, FAILED, SKIPPED ->
                new TaskFailed(attempt.task(), attempt.attempt(), outcome);
        };
    }
}
