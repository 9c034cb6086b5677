package dev.stretto.persistence.codec;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.stretto.engine.run.RunEvent;
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
import dev.stretto.engine.run.RunEvent.TaskCancelled;
import dev.stretto.engine.run.RunEvent.TaskCompleted;
import dev.stretto.engine.run.RunEvent.TaskFailed;
import dev.stretto.engine.run.RunEvent.TaskTimedOut;
import dev.stretto.engine.run.RunEvent.TasksLaunched;
import dev.stretto.engine.run.RunEvent.TasksSkipped;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.RunEvent.TrialFinished;
import dev.stretto.engine.run.RunEvent.TrialsLaunched;
import dev.stretto.engine.run.RunEvent.VerificationFinished;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names and versions under which events are stored. A released name is never given to something else; a change in what
 * an event holds gets a new version here, and an upcaster from the one before in {@link Upcasters}.
 */
public final class EventTypes {

    /**
     * How a type of event is stored.
     *
     * @param name stable, and never a class name
     * @param version the one that is written today, from 1
     * @param data what its data is read as
     */
    public record EventType(String name, int version, Class<? extends RunEvent> data) {}

    private static final EventType RUN_STARTED = new EventType("run-started", 1, RunStarted.class);
    private static final EventType RUN_RESUMED = new EventType("run-resumed", 1, RunResumed.class);
    private static final EventType RUN_REOPENED = new EventType("run-reopened", 1, RunReopened.class);
    private static final EventType TEXTS_ERASED = new EventType("texts-erased", 1, TextsErased.class);
    private static final EventType TASKS_LAUNCHED = new EventType("tasks-launched", 1, TasksLaunched.class);
    private static final EventType ATTEMPT_STARTED = new EventType("attempt-started", 1, AttemptStarted.class);
    private static final EventType ATTEMPT_FAILED = new EventType("attempt-failed", 1, AttemptFailed.class);
    private static final EventType RETRY_DUE = new EventType("retry-due", 1, RetryDue.class);
    private static final EventType TASK_COMPLETED = new EventType("task-completed", 1, TaskCompleted.class);
    private static final EventType TASK_FAILED = new EventType("task-failed", 1, TaskFailed.class);
    private static final EventType TASK_TIMED_OUT = new EventType("task-timed-out", 1, TaskTimedOut.class);
    private static final EventType TASK_CANCELLED = new EventType("task-cancelled", 1, TaskCancelled.class);
    private static final EventType TASKS_SKIPPED = new EventType("tasks-skipped", 1, TasksSkipped.class);
    private static final EventType TASK_CANCEL_REQUESTED =
            new EventType("task-cancel-requested", 1, TaskCancelRequested.class);
    private static final EventType RUN_CANCEL_REQUESTED =
            new EventType("run-cancel-requested", 1, RunCancelRequested.class);
    private static final EventType SYNTHESIS_STARTED = new EventType("synthesis-started", 1, SynthesisStarted.class);
    private static final EventType BRANCHES_MERGED = new EventType("branches-merged", 1, BranchesMerged.class);
    private static final EventType CONFLICT_RESOLVED = new EventType("conflict-resolved", 1, ConflictResolved.class);
    private static final EventType RESOLUTION_REFUSED = new EventType("resolution-refused", 1, ResolutionRefused.class);
    private static final EventType TRIALS_LAUNCHED = new EventType("trials-launched", 1, TrialsLaunched.class);
    private static final EventType TRIAL_FINISHED = new EventType("trial-finished", 1, TrialFinished.class);
    private static final EventType CULPRITS_FOUND = new EventType("culprits-found", 1, CulpritsFound.class);

    private static final EventType VERIFICATION_FINISHED =
            new EventType("verification-finished", 1, VerificationFinished.class);
    private static final EventType RESULT_INTEGRATED = new EventType("result-integrated", 1, ResultIntegrated.class);
    private static final EventType SYNTHESIS_STEP_LOST =
            new EventType("synthesis-step-lost", 1, SynthesisStepLost.class);
    private static final EventType SYNTHESIS_FAILED = new EventType("synthesis-failed", 1, SynthesisFailed.class);
    private static final EventType RUN_FINISHED = new EventType("run-finished", 1, RunFinished.class);

    private static final List<EventType> ALL = List.of(
            RUN_STARTED,
            RUN_RESUMED,
            RUN_REOPENED,
            TASKS_LAUNCHED,
            ATTEMPT_STARTED,
            ATTEMPT_FAILED,
            RETRY_DUE,
            TASK_COMPLETED,
            TASK_FAILED,
            TASK_TIMED_OUT,
            TASK_CANCELLED,
            TASKS_SKIPPED,
            TASK_CANCEL_REQUESTED,
            RUN_CANCEL_REQUESTED,
            SYNTHESIS_STARTED,
            BRANCHES_MERGED,
            CONFLICT_RESOLVED,
            RESOLUTION_REFUSED,
            VERIFICATION_FINISHED,
            TRIALS_LAUNCHED,
            TRIAL_FINISHED,
            CULPRITS_FOUND,
            RESULT_INTEGRATED,
            SYNTHESIS_STEP_LOST,
            SYNTHESIS_FAILED,
            RUN_FINISHED,
            TEXTS_ERASED);

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(EventType::name, identity()));

    private EventTypes() {}

    /** The type of an event. */
    public static EventType of(RunEvent event) {
        return switch (event) {
            case RunStarted e -> RUN_STARTED;
            case RunResumed e -> RUN_RESUMED;
            case RunReopened e -> RUN_REOPENED;
            case TextsErased e -> TEXTS_ERASED;
            case TasksLaunched e -> TASKS_LAUNCHED;
            case AttemptStarted e -> ATTEMPT_STARTED;
            case AttemptFailed e -> ATTEMPT_FAILED;
            case RetryDue e -> RETRY_DUE;
            case TaskCompleted e -> TASK_COMPLETED;
            case TaskFailed e -> TASK_FAILED;
            case TaskTimedOut e -> TASK_TIMED_OUT;
            case TaskCancelled e -> TASK_CANCELLED;
            case TasksSkipped e -> TASKS_SKIPPED;
            case TaskCancelRequested e -> TASK_CANCEL_REQUESTED;
            case RunCancelRequested e -> RUN_CANCEL_REQUESTED;
            case SynthesisStarted e -> SYNTHESIS_STARTED;
            case BranchesMerged e -> BRANCHES_MERGED;
            case ConflictResolved e -> CONFLICT_RESOLVED;
            case ResolutionRefused e -> RESOLUTION_REFUSED;
            case VerificationFinished e -> VERIFICATION_FINISHED;
            case TrialsLaunched e -> TRIALS_LAUNCHED;
            case TrialFinished e -> TRIAL_FINISHED;
            case CulpritsFound e -> CULPRITS_FOUND;
            case ResultIntegrated e -> RESULT_INTEGRATED;
            case SynthesisStepLost e -> SYNTHESIS_STEP_LOST;
            case SynthesisFailed e -> SYNTHESIS_FAILED;
            case RunFinished e -> RUN_FINISHED;
        };
    }

    /** The type with this name; empty if there is none. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** True for what can be the last event of a run that is over: its end, or an erasure after that. */
    public static boolean atEnd(String type) {
        return type.equals(RUN_FINISHED.name()) || type.equals(TEXTS_ERASED.name());
    }

    /** All of them, roughly in the order in which they happen. */
    public static List<EventType> all() {
        return ALL;
    }
}
