package dev.stretto.persistence;

import dev.stretto.engine.run.RunEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names and versions under which events are stored. They are stable: a class may be renamed, a name may not. An event
 * whose data changes gets the next version here, and an {@link Upcasters upcaster} from the one before.
 */
final class EventTypes {

    /** The name and version of a kind of event, and the class that it is read into today. */
    record EventType(String name, int version, Class<? extends RunEvent> event) {}

    private static final Map<String, EventType> BY_NAME = Stream.of(
                    type("run-started", 1, RunEvent.RunStarted.class),
                    type("tasks-launched", 1, RunEvent.TasksLaunched.class),
                    type("attempt-started", 1, RunEvent.AttemptStarted.class),
                    type("attempt-failed", 1, RunEvent.AttemptFailed.class),
                    type("retry-due", 1, RunEvent.RetryDue.class),
                    type("task-completed", 1, RunEvent.TaskCompleted.class),
                    type("task-failed", 1, RunEvent.TaskFailed.class),
                    type("task-timed-out", 1, RunEvent.TaskTimedOut.class),
                    type("task-cancelled", 1, RunEvent.TaskCancelled.class),
                    type("tasks-skipped", 1, RunEvent.TasksSkipped.class),
                    type("task-cancel-requested", 1, RunEvent.TaskCancelRequested.class),
                    type("run-cancel-requested", 1, RunEvent.RunCancelRequested.class),
                    type("synthesis-started", 1, RunEvent.SynthesisStarted.class),
                    type("branches-merged", 1, RunEvent.BranchesMerged.class),
                    type("verification-finished", 1, RunEvent.VerificationFinished.class),
                    type("result-integrated", 1, RunEvent.ResultIntegrated.class),
                    type("synthesis-failed", 1, RunEvent.SynthesisFailed.class),
                    type("run-finished", 1, RunEvent.RunFinished.class))
            .collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private EventTypes() {}

    private static EventType type(String name, int version, Class<? extends RunEvent> event) {
        return new EventType(name, version, event);
    }

    /** The kind with this name; empty if this version of Stretto does not know it. */
    static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The kind of an event. A new event does not compile before it has a name here. */
    static EventType of(RunEvent event) {
        String name = switch (event) {
            case RunEvent.RunStarted e -> "run-started";
            case RunEvent.TasksLaunched e -> "tasks-launched";
            case RunEvent.AttemptStarted e -> "attempt-started";
            case RunEvent.AttemptFailed e -> "attempt-failed";
            case RunEvent.RetryDue e -> "retry-due";
            case RunEvent.TaskCompleted e -> "task-completed";
            case RunEvent.TaskFailed e -> "task-failed";
            case RunEvent.TaskTimedOut e -> "task-timed-out";
            case RunEvent.TaskCancelled e -> "task-cancelled";
            case RunEvent.TasksSkipped e -> "tasks-skipped";
            case RunEvent.TaskCancelRequested e -> "task-cancel-requested";
            case RunEvent.RunCancelRequested e -> "run-cancel-requested";
            case RunEvent.SynthesisStarted e -> "synthesis-started";
            case RunEvent.BranchesMerged e -> "branches-merged";
            case RunEvent.VerificationFinished e -> "verification-finished";
            case RunEvent.ResultIntegrated e -> "result-integrated";
            case RunEvent.SynthesisFailed e -> "synthesis-failed";
            case RunEvent.RunFinished e -> "run-finished";
        };
        return named(name).orElseThrow();
    }
}
