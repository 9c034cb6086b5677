package dev.stretto.engine.run;

import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.todo.IllegalTransitionException;
import java.util.Optional;

/** Where a run stands: what folding its events gives. Immutable. */
public sealed interface RunState permits RunState.NotStarted, StartedRun {

    /** Before the first event. */
    record NotStarted() implements RunState {}

    /** The state that every run begins with. */
    static RunState initial() {
        return new NotStarted();
    }

    /**
     * The state after one more event.
     *
     * @throws IllegalTransitionException if no run can get this event in this state: the log is corrupt or was tampered with
     */
    default RunState evolve(RunEvent event) {
        return switch (this) {
            case NotStarted none -> {
                if (event instanceof RunStarted started) {
                    yield StartedRun.of(started);
                }
                throw new IllegalTransitionException("a log begins with run-started, not with "
                        + event.getClass().getSimpleName());
            }
            case StartedRun run -> Evolution.of(run, event);
        };
    }

    /** The run, if it has been started. */
    default Optional<StartedRun> started() {
        return switch (this) {
            case NotStarted none -> Optional.empty();
            case StartedRun run -> Optional.of(run);
        };
    }
}
