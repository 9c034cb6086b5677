package dev.stretto.app.command.work;

import dev.stretto.app.command.UsageException;
import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.text.Listed;
import dev.stretto.persistence.journal.EventLog;
import java.util.Optional;

/** What a run's log says of the work of its tasks, for commands whose user names one. */
final class TaskWork {
    private static final int NAMED = 8;

    private TaskWork() {}

    static StartedRun state(EventLog logs, String id) throws Exception {
        return logs.fold(id).state().started().orElseThrow(() -> new UsageException("run " + id + " has not begun"));
    }

    /** What the run started from. */
    static PinnedBase base(StartedRun state) throws UsageException {
        return state.context()
                .base()
                .orElseThrow(() ->
                        new UsageException("the tasks of run " + state.context().run()
                                + " had no workspaces of their own, so their changes can't be told from others"));
    }

    /** The task that carries out an assignment, which is the task itself unless it was related to others. */
    static String lead(StartedRun state, String task) throws UsageException {
        int position = state.context()
                .positionOf(task)
                .orElseThrow(() ->
                        new UsageException("the plan of run " + state.context().run() + " has no task '"
                                + task + "'; it has "
                                + Listed.first(
                                        NAMED,
                                        state.context().plan().tasks().stream()
                                                .map(known -> known.id())
                                                .toList())));
        return state.lead(position);
    }

    /** Which attempt is meant: the latest if the number is 0. */
    static int attempt(StartedRun state, String lead, int number) throws UsageException {
        Progress progress = state.progressOf(lead).orElseThrow();
        if (progress.attempt() == 0) {
            throw new UsageException("task '" + lead + "' has not been started: it is " + progress.status());
        }
        if (number < 0 || number > progress.attempt()) {
            throw new UsageException("--attempt: found " + number + ", expected 1 to " + progress.attempt());
        }
        return number == 0 ? progress.attempt() : number;
    }

    /** What an attempt left; empty if it is at work, or left nothing. */
    static Optional<WorkResult> work(StartedRun state, String lead, int attempt) {
        return state.progressOf(lead).stream()
                .flatMap(progress -> progress.ended().stream())
                .filter(ended -> ended.attempt() == attempt)
                .map(EndedAttempt::outcome)
                .flatMap(outcome -> Optional.ofNullable(outcome.work()).stream())
                .findFirst();
    }
}
