package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run can be asked to do, or told has happened outside it. */
public sealed interface RunCommand {

    /**
     * Begin the execution of a checked plan.
     *
     * @param node the id of the node that looks after the run
     */
    record StartRun(
            String run,
            Plan plan,
            DispatchDecision decision,
            @Nullable PinnedBase base,
            String node) implements RunCommand {}

    /**
     * Resume the run where its log ends; nobody looks after it at present.
     *
     * @param node the id of the node that looks after it from here on
     */
    record ResumeRun(String node) implements RunCommand {}

    /**
     * Try tasks of a run that is over again; without any named, all that were not completed.
     *
     * @param node the id of the node that looks after the run from here on
     */
    record RetryTasks(List<String> tasks, String node) implements RunCommand {
        public RetryTasks {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What an incarnation of the run has to record of a step. It is refused if a later incarnation looks after the run by now.
     *
     * @param epoch that of the incarnation
     */
    record Fenced(int epoch, RunCommand command) implements RunCommand {}

    /**
     * Erase free texts of a run that is over.
     *
     * @param task whose; absent for those of the whole run
     * @param texts the digests of those that stand beside the chain
     * @param artifacts the digests of the artifacts
     * @param reason why, in the words of whoever asks; it stays in the log
     */
    record EraseTexts(@Nullable String task, List<String> texts, List<String> artifacts, String reason)
            implements RunCommand {
        public EraseTexts {
            texts = List.copyOf(texts);
            artifacts = List.copyOf(artifacts);
        }
    }

    /** An attempt's process has been started. */
    record RecordStart(
            AttemptId attempt,
            Instant startedAt,
            ProcessIdentity process,
            @Nullable WorkspaceRef workspace,
            @Nullable String prompt)
            implements RunCommand {}

    /** An attempt has ended. */
    record RecordOutcome(AttemptId attempt, Outcome outcome) implements RunCommand {}

    /** The pause after an attempt is over. */
    record EndPause(AttemptId failed) implements RunCommand {}

    /** End the run. */
    record CancelRun(String reason) implements RunCommand {}

    /** End one task, by its id. */
    record CancelTask(String task) implements RunCommand {}

    /** The tasks' branches have been merged. */
    record RecordMerge(MergeResult result, List<OverlapDetail> overlaps) implements RunCommand {
        public RecordMerge {
            overlaps = List.copyOf(overlaps);
        }
    }

    /** A resolver has brought a task together with the rest. */
    record RecordResolution(Resolution resolution, MergeResult result, ResolverRun by) implements RunCommand {}

    /** What a resolver has left can't be taken, or there is nothing of it. */
    record RefuseResolution(
            String task, String reason, @Nullable ResolverRun by) implements RunCommand {}

    /** A trial has ended. */
    record RecordTrial(TrialResult result) implements RunCommand {}

    /** The verification has ended. */
    record RecordVerification(Verification verification) implements RunCommand {}

    /** The merged result is where the plan wants it. */
    record RecordIntegration(Integration integration) implements RunCommand {}

    /**
     * A step of the synthesis is lost: it was begun, and nobody knows how it ended.
     *
     * @param step which try at which step
     * @param message what is known of it
     * @param otherwise what has to be recorded if it has been lost so often that it is not begun again
     */
    record RecordLostStep(StepId step, String message, RunCommand otherwise) implements RunCommand {}

    /** A step of the synthesis could not be carried out. */
    record RecordSynthesisFailure(String message) implements RunCommand {}
}
