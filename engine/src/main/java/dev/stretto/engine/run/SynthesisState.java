package dev.stretto.engine.run;

import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the synthesis has come; what has not been found out yet, or was not asked for, is absent.
 *
 * @param status of the synthesis's todo
 * @param startedAt when the last task had ended
 * @param overlaps the files that several tasks changed
 * @param merge what came of merging; what is left of it once culprits have been found
 * @param resolving what resolvers have made of conflicts
 * @param verification what came of verifying everything that was merged, the first time
 * @param trialProgress what is known of the verification of other subsets
 * @param culprits what the search for tasks with which it fails came to
 * @param integration where the result is
 * @param problem why a step could not be carried out
 * @param lostSteps the tries at steps of which nobody knows how they ended
 */
public record SynthesisState(
        TodoStatus status,
        @Nullable Instant startedAt,
        List<Overlap> overlaps,
        @Nullable MergeResult merge,
        Resolving resolving,
        @Nullable Verification verification,
        TrialProgress trialProgress,
        @Nullable Culprits culprits,
        @Nullable Integration integration,
        @Nullable String problem,
        List<StepId> lostSteps) {

    /** What the synthesis is called where it stands beside the tasks. */
    public static final String TODO = "Synthesize results";

    static final SynthesisState PENDING = new SynthesisState(
            TodoStatus.PENDING,
            null,
            List.of(),
            null,
            Resolving.NONE,
            null,
            TrialProgress.NONE,
            null,
            null,
            null,
            List.of());

    SynthesisState started(Instant at, List<Overlap> found) {
        Draft next = new Draft(PENDING);
        next.status = status.to(TodoStatus.IN_PROGRESS, TODO);
        next.startedAt = at;
        next.overlaps = found;
        return next.state();
    }

    SynthesisState merged(MergeResult result, List<Overlap> judged) {
        Draft next = new Draft(this);
        next.merge = result;
        next.overlaps = judged;
        return next.state();
    }

    SynthesisState resolved(Resolving so, MergeResult result) {
        requireMerge("a conflict is resolved");
        Draft next = new Draft(this);
        next.resolving = so;
        next.merge = result;
        return next.state();
    }

    SynthesisState refused(Resolving so) {
        requireMerge("a resolution is refused");
        Draft next = new Draft(this);
        next.resolving = so;
        return next.state();
    }

    SynthesisState verified(Verification found) {
        Draft next = new Draft(this);
        next.verification = found;
        return next.state();
    }

    SynthesisState tried(TrialProgress so) {
        Draft next = new Draft(this);
        next.trialProgress = so;
        return next.state();
    }

    SynthesisState without(Culprits found, MergeResult result) {
        requireMerge("culprits are found");
        Draft next = new Draft(this);
        next.culprits = found;
        next.merge = result;
        return next.state();
    }

    SynthesisState integrated(Integration where) {
        Draft next = new Draft(this);
        next.integration = where;
        return next.state();
    }

    SynthesisState failedBecause(String message) {
        Draft next = new Draft(this);
        next.trialProgress = trialProgress.stopped();
        next.problem = message;
        return next.state();
    }

    SynthesisState ended(TodoStatus end) {
        Draft next = new Draft(this);
        next.status = status.to(end, TODO);
        return next.state();
    }

    /** One more try at a step is lost. */
    SynthesisState lost(StepId step) {
        if (step.attempt().attempt() != nextTry(step.step(), step.attempt().task())) {
            throw new IllegalTransitionException(step + " is lost though it is not under way");
        }
        Draft next = new Draft(this);
        next.lostSteps = Stream.concat(lostSteps.stream(), Stream.of(step)).toList();
        return next.state();
    }

    /** How many tries at the same step were lost. */
    int timesLost(StepId step) {
        return nextTry(step.step(), step.attempt().task()) - 1;
    }

    /** The number of the try at a step that is, or comes to be, under way: 1, and one more for each that was lost. */
    int nextTry(StepKind kind, String what) {
        return 1
                + Math.toIntExact(lostSteps.stream()
                        .filter(lost ->
                                lost.step() == kind && lost.attempt().task().equals(what))
                        .count());
    }

    private void requireMerge(String what) {
        if (merge == null) {
            throw new IllegalTransitionException(what + " though nothing was merged");
        }
    }

    /** True if something is known that keeps the result from being whole and proven. */
    public boolean unclean() {
        return problem != null || (merge != null && !merge.conflicts().isEmpty()) || failsVerification();
    }

    /** True if there is a verification that what is in the result has not passed. */
    public boolean failsVerification() {
        return verification != null
                && !verification.passed()
                && (culprits == null || culprits.baseFails() || culprits.kept().isEmpty());
    }

    /** The state that comes next, while its parts are being changed. */
    private static final class Draft {
        TodoStatus status;

        @Nullable
        Instant startedAt;

        List<Overlap> overlaps;

        @Nullable
        MergeResult merge;

        Resolving resolving;

        @Nullable
        Verification verification;

        TrialProgress trialProgress;

        @Nullable
        Culprits culprits;

        @Nullable
        Integration integration;

        @Nullable
        String problem;

        List<StepId> lostSteps;

        Draft(SynthesisState before) {
            status = before.status;
            startedAt = before.startedAt;
            overlaps = before.overlaps;
            merge = before.merge;
            resolving = before.resolving;
            verification = before.verification;
            trialProgress = before.trialProgress;
            culprits = before.culprits;
            integration = before.integration;
            problem = before.problem;
            lostSteps = before.lostSteps;
        }

        SynthesisState state() {
            return new SynthesisState(
                    status,
                    startedAt,
                    overlaps,
                    merge,
                    resolving,
                    verification,
                    trialProgress,
                    culprits,
                    integration,
                    problem,
                    lostSteps);
        }
    }
}
