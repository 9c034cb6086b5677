package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Backoff;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.VerificationOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What has to be done in the world because of where a run stands. Carrying one out twice must do no harm: after a restart
 * the effects that are still open are given again.
 */
public sealed interface Effect {

    /** Start these attempts; or look after them again, where they have been started before. */
    record Launch(List<AttemptId> attempts) implements Effect {
        public Launch {
            attempts = List.copyOf(attempts);
        }
    }

    /** End an attempt in progress, with its whole process group. */
    record Stop(AttemptId attempt, String reason) implements Effect {}

    /** Come back with {@link RunCommand.EndPause} at this time. */
    record RetryAt(AttemptId failed, Instant at) implements Effect {

        /** How long that is from now; never longer than the longest pause, wherever the clock has been set meanwhile. */
        public Duration pause(Instant now) {
            Duration left = Duration.between(now, at);
            if (left.isNegative()) {
                return Duration.ZERO;
            }
            return left.compareTo(Backoff.LONGEST) < 0 ? left : Backoff.LONGEST;
        }
    }

    /** Merge these branches onto the base. */
    record Merge(PinnedBase base, List<BranchToMerge> branches, List<Overlap> overlaps, OnConflict onConflict)
            implements Effect {
        public Merge {
            branches = List.copyOf(branches);
            overlaps = List.copyOf(overlaps);
        }
    }

    /** Have a subagent bring a task that was left out together with the result. */
    record Resolve(ResolutionOrder order) implements Effect {}

    /** Run the verification; on the merged commit where there is one. */
    record Verify(VerificationOrder order) implements Effect {}

    /** Carry out these trials; or look after them again, where they have been started before. */
    record Trials(List<TrialOrder> orders) implements Effect {
        public Trials {
            orders = List.copyOf(orders);
        }
    }

    /** Put the merged commit where the plan wants it. */
    record Integrate(PinnedBase base, String commit, boolean moveUsersBranch) implements Effect {}

    /** End the step of the synthesis that is under way. */
    record StopSynthesis() implements Effect {}

    /** Clean up the workspaces of attempts that are over, where an earlier engine did not get to it. */
    record CleanUp() implements Effect {}

    /** Remove the texts and artifacts of these events, and the attempts' own files; only then is the log sealed again. */
    record EraseTexts(List<RunEvent.TextsErased> erasures) implements Effect {
        public EraseTexts {
            erasures = List.copyOf(erasures);
        }
    }

    /** Nothing is left to do; whoever waits for the run can be told. */
    record Finish() implements Effect {}
}
