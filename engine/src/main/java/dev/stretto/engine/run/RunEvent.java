package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.engine.text.FreeText;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact of a run. What a released event means is never edited: a new version is added beside it. The names under which
 * events are stored belong to the event log, not to these types.
 */
public sealed interface RunEvent {

    /**
     * A plan was accepted for execution; the base is absent for plans without a repository. This is the run's first
     * incarnation, of epoch {@value StartedRun#FIRST_EPOCH}.
     *
     * @param node the id of the node that looks after the run
     */
    record RunStarted(
            String run,
            Plan plan,
            DispatchDecision decision,
            @Nullable PinnedBase base,
            String node,
            Instant at) implements RunEvent {}

    /**
     * Another engine, or the same one once it could write again, resumed the run where the log ends.
     *
     * @param epoch that of the run's new incarnation: one more than that of the one before
     * @param node the id of the node that looks after the run from here on
     */
    record RunResumed(int epoch, String node, Instant at) implements RunEvent {}

    /**
     * A run that was over goes on: these tasks, which had not been completed, are tried again with all their attempts, and then
     * the synthesis is done anew. With no tasks, it is the synthesis alone that had not been completed.
     *
     * @param epoch that of the run's new incarnation, as of {@link RunResumed}
     * @param node the id of the node that looks after the run from here on
     */
    record RunReopened(List<String> tasks, int epoch, String node, Instant at) implements RunEvent {
        public RunReopened {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Somebody asked for the end of free texts of a run that is over. The texts and artifacts go once this is on disk; nothing else
     * of the run changes.
     *
     * @param task whose texts go, with those of the tasks of its assignment; absent for those of the whole run
     * @param texts the digests of those that stand beside the chain
     * @param artifacts the digests of the artifacts
     * @param reason why, in the words of whoever asked
     */
    record TextsErased(@Nullable String task, List<String> texts, List<String> artifacts, String reason, Instant at)
            implements RunEvent {
        public TextsErased {
            texts = List.copyOf(texts);
            artifacts = List.copyOf(artifacts);
        }
    }

    /**
     * These attempts were launched, together.
     *
     * @param node the id of the node that carries them out
     */
    record TasksLaunched(List<AttemptId> attempts, String node, Instant at) implements RunEvent {
        public TasksLaunched {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * An attempt's process was started; functions are not worth an event of their own. The prompt is what its subagent read, as it
     * was rendered for the attempt; absent if it had none.
     */
    record AttemptStarted(
            String task,
            int attempt,
            Instant startedAt,
            ProcessIdentity process,
            @Nullable WorkspaceRef workspace,
            @FreeText @Nullable String prompt)
            implements RunEvent {}

    /** An attempt failed, and the task will be tried again. */
    record AttemptFailed(String task, int attempt, Outcome outcome, Instant retryAt) implements RunEvent {
        /** False if the task may be tried again at once, as after a lost attempt; then {@link RetryDue} follows in one write. */
        boolean pauses() {
            return retryAt.isAfter(outcome.finishedAt());
        }
    }

    /** The pause after a failed attempt is over. */
    record RetryDue(String task, int failedAttempt) implements RunEvent {}

    /** A task's last attempt has ended. */
    sealed interface TaskEnded extends RunEvent {
        /** The id of the assignment's lead. */
        String task();

        /** The number of the attempt. */
        int attempt();

        /** What it ended with. */
        Outcome outcome();

        /** What the todo becomes. */
        default TodoStatus status() {
            return switch (this) {
                case TaskCompleted completed -> TodoStatus.COMPLETED;
                case TaskFailed failed -> TodoStatus.FAILED;
                case TaskTimedOut timedOut -> TodoStatus.TIMED_OUT;
                case TaskCancelled cancelled -> TodoStatus.CANCELLED;
            };
        }
    }

    /** The task is done. */
    record TaskCompleted(String task, int attempt, Outcome outcome) implements TaskEnded {}

    /** The task's last attempt failed. */
    record TaskFailed(String task, int attempt, Outcome outcome) implements TaskEnded {}

    /** The task's last attempt ran out of time, or showed no sign of life for too long. */
    record TaskTimedOut(String task, int attempt, Outcome outcome) implements TaskEnded {}

    /** The task's attempt was ended because somebody asked for it. */
    record TaskCancelled(String task, int attempt, Outcome outcome) implements TaskEnded {}

    /** These tasks will not be started, since one that they come after was not completed. */
    record TasksSkipped(List<String> tasks, String because) implements RunEvent {
        public TasksSkipped {
            tasks = List.copyOf(tasks);
        }
    }

    /** Somebody asked for the end of one task. If it was pending, that was its end. */
    record TaskCancelRequested(String task) implements RunEvent {}

    /** Somebody asked for the end of the run. Tasks that were pending ended with this. */
    record RunCancelRequested(String reason) implements RunEvent {}

    /** The last task has ended; these files were changed by several. */
    record SynthesisStarted(List<Overlap> overlaps, Instant at) implements RunEvent {
        public SynthesisStarted {
            overlaps = List.copyOf(overlaps);
        }
    }

    /** The tasks' branches were merged as far as they go together. */
    record BranchesMerged(MergeResult result, List<Overlap> overlaps) implements RunEvent {
        public BranchesMerged {
            overlaps = List.copyOf(overlaps);
        }
    }

    /** What a subagent has made of a conflict is part of the result; that is this now. */
    record ConflictResolved(Resolution resolution, MergeResult result, ResolverRun by) implements RunEvent {}

    /** What a subagent has made of a conflict can't be taken; the task stays on its branch. */
    record ResolutionRefused(
            String task, @FreeText String reason, @Nullable ResolverRun by) implements RunEvent {}

    /** Subsets of tasks are verified to find out which of them fail; these were begun together. */
    record TrialsLaunched(List<Trial> trials, Instant at) implements RunEvent {
        public TrialsLaunched {
            trials = List.copyOf(trials);
        }
    }

    /** A trial has ended. */
    record TrialFinished(TrialResult result) implements RunEvent {}

    /** The search for the tasks with which the verification fails is over; the result is what has passed it, as far as anything has. */
    record CulpritsFound(Culprits culprits, MergeResult result) implements RunEvent {}

    /** The plan's verification has ended. */
    record VerificationFinished(Verification verification) implements RunEvent {}

    /** The merged result was put where the plan wants it. */
    record ResultIntegrated(Integration integration) implements RunEvent {}

    /**
     * A step of the synthesis was begun, and nobody knows how it ended; it is begun again.
     *
     * @param step which try at which step
     * @param message what is known of it
     */
    record SynthesisStepLost(StepId step, String message, Instant at) implements RunEvent {}

    /** A step of the synthesis could not be carried out; what the tasks did stays on their branches. */
    record SynthesisFailed(@FreeText String message) implements RunEvent {}

    /** The run is over. */
    record RunFinished(RunStatus status, Instant at) implements RunEvent {}
}
