package dev.stretto.engine.run;

import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an assignment has come.
 *
 * @param status of its tasks' todos
 * @param attempt the number of the current or last attempt; 0 before the first
 * @param earlier how many of the attempts were made before the run was reopened
 * @param waitsLeft how many of the assignments that it waits for have not let it go yet
 * @param retryAt when it is to be tried again; absent unless it waits for that
 * @param stopping true if somebody has asked for its end
 * @param current the attempt in progress; absent if there is none
 * @param ended the attempts that are over, in order
 * @param skippedBecause the task that was not completed, if that is why this one is not started
 */
public record Progress(
        TodoStatus status,
        int attempt,
        int earlier,
        int waitsLeft,
        @Nullable Instant retryAt,
        boolean stopping,
        @Nullable CurrentAttempt current,
        List<EndedAttempt> ended,
        @Nullable String skippedBecause) {

    /**
     * An attempt in progress.
     *
     * @param launch the number of the launch that it belongs to, from 1
     * @param launchedAt when that launch was written to the log
     * @param startedAt when its process was started; absent before that, and for functions
     * @param process which process carries it out; absent before it was started, and for functions
     * @param workspace where it works; absent before it was started, and without a worktree
     */
    public record CurrentAttempt(
            int launch,
            Instant launchedAt,
            @Nullable Instant startedAt,
            @Nullable ProcessIdentity process,
            @Nullable WorkspaceRef workspace) {}

    static Progress pending(int waits) {
        return new Progress(TodoStatus.PENDING, 0, 0, waits, null, false, null, List.of(), null);
    }

    Progress launched(int number, int launch, Instant at, String todo) {
        if (number != attempt + 1) {
            throw new IllegalTransitionException(
                    "task '" + todo + "' can't launch attempt " + number + " after attempt " + attempt);
        }
        CurrentAttempt next = new CurrentAttempt(launch, at, null, null, null);
        return new Progress(
                status.to(TodoStatus.IN_PROGRESS, todo), number, earlier, waitsLeft, null, stopping, next, ended, null);
    }

    Progress started(Instant at, ProcessIdentity process, @Nullable WorkspaceRef workspace, String todo) {
        CurrentAttempt known = required(todo);
        CurrentAttempt next = new CurrentAttempt(known.launch(), known.launchedAt(), at, process, workspace);
        return new Progress(status, attempt, earlier, waitsLeft, retryAt, stopping, next, ended, null);
    }

    Progress attemptEnded(TodoStatus next, Outcome outcome, @Nullable Instant retry, String todo) {
        List<EndedAttempt> all = new ArrayList<>(ended);
        all.add(new EndedAttempt(attempt, required(todo).launch(), outcome));
        return new Progress(
                status.to(next, todo), attempt, earlier, waitsLeft, retry, stopping, null, List.copyOf(all), null);
    }

    Progress letGo() {
        return withWaits(waitsLeft - 1);
    }

    Progress withWaits(int waits) {
        return new Progress(status, attempt, earlier, waits, retryAt, stopping, current, ended, skippedBecause);
    }

    /** Over without another attempt. */
    Progress given(TodoStatus end, @Nullable String because, String todo) {
        return new Progress(status.to(end, todo), attempt, earlier, waitsLeft, null, stopping, null, ended, because);
    }

    Progress asStopping() {
        return new Progress(status, attempt, earlier, waitsLeft, retryAt, true, current, ended, skippedBecause);
    }

    Progress due() {
        return new Progress(status, attempt, earlier, waitsLeft, null, stopping, current, ended, skippedBecause);
    }

    /** Pending again after its end, with all attempts that its task may have. */
    Progress reopened(int waits, String todo) {
        if (!status.ended() || status == TodoStatus.COMPLETED) {
            throw new IllegalTransitionException("task '" + todo + "' is " + status + " and can't be tried again");
        }
        return new Progress(TodoStatus.PENDING, attempt, attempt, waits, null, false, null, ended, null);
    }

    /** How many of the attempts that are over do not count against those that the task may have. */
    int uncounted() {
        return earlier
                + Math.toIntExact(
                        sinceReopening().stream().filter(Progress::lost).count());
    }

    /** How many of the last attempts were lost, one after the other. */
    int lostInARow() {
        List<EndedAttempt> since = sinceReopening();
        int lost = 0;
        while (lost < since.size() && lost(since.get(since.size() - 1 - lost))) {
            lost++;
        }
        return lost;
    }

    private List<EndedAttempt> sinceReopening() {
        return ended.subList(Math.min(earlier, ended.size()), ended.size());
    }

    private static boolean lost(EndedAttempt attempt) {
        Failure failure = attempt.outcome().failure();
        return failure != null && failure.kind() == Failure.Kind.LOST;
    }

    /** What the last attempt ended with; empty while none has. */
    public Optional<Outcome> lastOutcome() {
        return ended.isEmpty() ? Optional.empty() : Optional.of(ended.getLast().outcome());
    }

    private CurrentAttempt required(String todo) {
        if (current == null) {
            throw new IllegalTransitionException("task '" + todo + "' has no attempt in progress");
        }
        return current;
    }
}
