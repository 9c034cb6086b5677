package dev.stretto.engine.run;

import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.Todo;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * A run that has been started. Assignments are known by their position in the decision. The collections are persistent
 * (they share what did not change), so that an event costs the same in a run of ten tasks and of a hundred thousand.
 *
 * @param context what never changes
 * @param epoch of the incarnation that looks after the run: {@value #FIRST_EPOCH}, and one more each time that it was resumed or
 *     reopened. What an earlier incarnation still does or says is void
 * @param node the id of the node that looks after the run
 * @param startedAt when it was started
 * @param rounds how many launches there had been each time the run was resumed: 0, and once more for each reopening
 * @param launches how many launches there have been
 * @param progress of each assignment
 * @param counts how many tasks stand where
 * @param ready assignments that may be launched: pending, with nothing left to wait for
 * @param active assignments with an attempt in progress
 * @param pausing assignments that wait for the time of their next attempt
 * @param open how many assignments have not ended
 * @param cancelRequested true once somebody asked for the end of the run
 * @param synthesis how far that has come
 * @param status of the run
 * @param finishedAt when it was over; absent before that
 * @param erasures what has been erased of its texts
 */
public record StartedRun(
        RunContext context,
        int epoch,
        String node,
        Instant startedAt,
        PVector<Integer> rounds,
        int launches,
        PersistentArray<Progress> progress,
        TodoCounts counts,
        TreePSet<Integer> ready,
        PSet<Integer> active,
        PSet<Integer> pausing,
        int open,
        boolean cancelRequested,
        SynthesisState synthesis,
        RunStatus status,
        @Nullable Instant finishedAt,
        PVector<Erasure> erasures)
        implements RunState {

    /** The epoch of a run that has just been started. */
    public static final int FIRST_EPOCH = 1;

    static StartedRun of(RunStarted event) {
        RunContext context = new RunContext(event.run(), event.plan(), event.decision(), event.base());
        List<Progress> progress = new ArrayList<>();
        List<Integer> ready = new ArrayList<>();
        for (int position = 0; position < context.assignments().size(); position++) {
            int waits = context.assignments().get(position).waits().size();
            progress.add(Progress.pending(waits));
            if (waits == 0) {
                ready.add(position);
            }
        }
        return new StartedRun(
                context,
                FIRST_EPOCH,
                event.node(),
                event.at(),
                TreePVector.singleton(0),
                0,
                PersistentArray.of(progress),
                TodoCounts.NONE.plus(TodoStatus.PENDING, context.plan().tasks().size()),
                TreePSet.from(ready),
                HashTreePSet.empty(),
                HashTreePSet.empty(),
                progress.size(),
                false,
                SynthesisState.PENDING,
                RunStatus.RUNNING,
                null,
                TreePVector.empty());
    }

    /** The progress of the assignment that a task belongs to; empty if the plan has no such task. */
    public Optional<Progress> progressOf(String task) {
        return context.positionOf(task).map(progress::get);
    }

    /** True once nothing more happens. */
    public boolean finished() {
        return finishedAt != null;
    }

    /** How often it has been begun: once, and once more for each time that it was reopened. */
    public int round() {
        return rounds.size();
    }

    /** True if all assignments have ended. */
    public boolean allEnded() {
        return open == 0;
    }

    /** The todo list: one line a task in plan order, and one for the synthesis. */
    public List<Todo> todos() {
        List<Todo> todos = new ArrayList<>(context.plan().tasks().size() + 1);
        context.plan()
                .tasks()
                .forEach(task -> todos.add(new Todo(
                        task.title(), progress.get(context.position(task.id())).status())));
        todos.add(new Todo(SynthesisState.TODO, synthesis.status()));
        return todos;
    }

    /** How many lines of the todo list stand where. Costs the same however many there are. */
    public Map<TodoStatus, Long> todoCounts() {
        return counts.plus(synthesis.status(), 1).byStatus();
    }

    public String lead(int position) {
        return context.assignments().get(position).lead();
    }

    StartedRun withProgress(int position, Progress next) {
        return with(launches, position, next, ready, active, pausing, open);
    }

    StartedRun with(
            int nextLaunches,
            int position,
            Progress next,
            TreePSet<Integer> nextReady,
            PSet<Integer> nextActive,
            PSet<Integer> nextPausing,
            int nextOpen) {
        return new StartedRun(
                context,
                epoch,
                node,
                startedAt,
                rounds,
                nextLaunches,
                progress.with(position, next),
                counts.moved(
                        progress.get(position).status(),
                        next.status(),
                        context.assignments().get(position).tasks().size()),
                nextReady,
                nextActive,
                nextPausing,
                nextOpen,
                cancelRequested,
                synthesis,
                status,
                finishedAt,
                erasures);
    }

    StartedRun withSynthesis(SynthesisState next) {
        return with(rounds, cancelRequested, next, status, finishedAt);
    }

    StartedRun asCancelRequested() {
        return with(rounds, true, synthesis, status, finishedAt);
    }

    StartedRun asFinished(RunStatus end, SynthesisState lastSynthesis, Instant at) {
        return with(rounds, cancelRequested, lastSynthesis, end, at);
    }

    StartedRun withErasure(TextsErased event) {
        return new StartedRun(
                context,
                epoch,
                node,
                startedAt,
                rounds,
                launches,
                progress,
                counts,
                ready,
                active,
                pausing,
                open,
                cancelRequested,
                synthesis,
                status,
                finishedAt,
                erasures.plus(new Erasure(event, round())));
    }

    /** Not over any more. */
    StartedRun asReopened() {
        return with(rounds.plus(launches), false, SynthesisState.PENDING, RunStatus.RUNNING, null);
    }

    /** The same, looked after by a new incarnation. */
    StartedRun resumedAs(int nextEpoch, String nextNode) {
        if (nextEpoch != epoch + 1) {
            throw new IllegalTransitionException(
                    "run " + context.run() + " is resumed with epoch " + nextEpoch + ", and its last one was " + epoch);
        }
        return new StartedRun(
                context,
                nextEpoch,
                nextNode,
                startedAt,
                rounds,
                launches,
                progress,
                counts,
                ready,
                active,
                pausing,
                open,
                cancelRequested,
                synthesis,
                status,
                finishedAt,
                erasures);
    }

    private StartedRun with(
            PVector<Integer> nextRounds,
            boolean nextCancelRequested,
            SynthesisState nextSynthesis,
            RunStatus nextStatus,
            @Nullable Instant nextFinishedAt) {
        return new StartedRun(
                context,
                epoch,
                node,
                startedAt,
                nextRounds,
                launches,
                progress,
                counts,
                ready,
                active,
                pausing,
                open,
                nextCancelRequested,
                nextSynthesis,
                nextStatus,
                nextFinishedAt,
                erasures);
    }
}
