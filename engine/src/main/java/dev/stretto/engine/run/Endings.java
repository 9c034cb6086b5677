package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Backoff;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.LostAttempts;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunEvent.AttemptFailed;
import dev.stretto.engine.run.RunEvent.RetryDue;
import dev.stretto.engine.run.RunEvent.TaskCancelled;
import dev.stretto.engine.run.RunEvent.TaskCompleted;
import dev.stretto.engine.run.RunEvent.TaskFailed;
import dev.stretto.engine.run.RunEvent.TaskTimedOut;
import dev.stretto.engine.run.RunEvent.TasksSkipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what the end of an attempt means for its task: done, over, or to be tried again. */
final class Endings {
    private Endings() {}

    /** What the end of an attempt in progress means for its task, and for those that come after that. */
    static List<RunEvent> events(StartedRun run, AttemptId attempt, Outcome outcome) {
        int position = run.context().position(attempt.task());
        RunEvent ending = of(run, position, attempt, outcome);
        List<RunEvent> events = new ArrayList<>();
        events.add(ending);
        if (ending instanceof RunEvent.TaskEnded && !outcome.completed()) {
            skipDependents(run, position).ifPresent(events::add);
        }
        if (ending instanceof AttemptFailed failed && !failed.pauses()) {
            events.add(new RetryDue(attempt.task(), attempt.attempt()));
        }
        return events;
    }

    /** The tasks that come after one that was not completed, and those after them; empty if there are none. */
    static Optional<RunEvent> skipDependents(StartedRun run, int position) {
        List<String> skipped =
                Dependents.pending(run, position).stream().map(run::lead).toList();
        return skipped.isEmpty() ? Optional.empty() : Optional.of(new TasksSkipped(skipped, run.lead(position)));
    }

    private static RunEvent of(StartedRun run, int position, AttemptId attempt, Outcome outcome) {
        Failure failure = outcome.failure();
        if (failure == null) {
            return new TaskCompleted(attempt.task(), attempt.attempt(), outcome);
        }
        Progress progress = run.progress().get(position);
        Task task = run.context().asOneTask(run.context().assignments().get(position));
        boolean stopping = run.cancelRequested() || progress.stopping();
        if (stopping || failure.kind() == Failure.Kind.CANCELLED) {
            return new TaskCancelled(attempt.task(), attempt.attempt(), outcome);
        }
        if (failure.kind() == Failure.Kind.LOST) {
            return LostAttempts.mayBeginAgain(progress.lostInARow())
                    ? new AttemptFailed(attempt.task(), attempt.attempt(), outcome, outcome.finishedAt())
                    : new TaskFailed(attempt.task(), attempt.attempt(), outcome);
        }
        int counted = attempt.attempt() - progress.uncounted();
        if (counted < task.attempts()) {
            Duration pause = Backoff.pause(run.context().run(), attempt, counted, task.backoff());
            return new AttemptFailed(
                    attempt.task(),
                    attempt.attempt(),
                    outcome,
                    outcome.finishedAt().plus(pause));
        }
        return switch (failure.status()) {
            case TIMED_OUT -> new TaskTimedOut(attempt.task(), attempt.attempt(), outcome);
            case CANCELLED -> new TaskCancelled(attempt.task(), attempt.attempt(), outcome);
            case PENDING, IN_PROGRESS, COMPLETED, FAILED, SKIPPED ->
                new TaskFailed(attempt.task(), attempt.attempt(), outcome);
        };
    }
}
