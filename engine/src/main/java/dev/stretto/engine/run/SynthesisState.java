package dev.stretto.engine.run;

import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the synthesis has come; what has not been found out yet, or was not asked for, is absent.
 *
 * @param status of the synthesis's todo
 * @param startedAt when the last task had ended
 * @param overlaps the files that several tasks changed
 * @param merge what came of merging
 * @param verification what came of verifying
 * @param integration where the result is
 * @param problem why a step could not be carried out
 */
public record SynthesisState(
        TodoStatus status,
        @Nullable Instant startedAt,
        List<Overlap> overlaps,
        @Nullable MergeResult merge,
        @Nullable Verification verification,
        @Nullable Integration integration,
        @Nullable String problem) {

    /** What the synthesis is called where it stands beside the tasks. */
    public static final String TODO = "Synthesize results";

    static final SynthesisState PENDING =
            new SynthesisState(TodoStatus.PENDING, null, List.of(), null, null, null, null);

    SynthesisState started(Instant at, List<Overlap> found) {
        return new SynthesisState(status.to(TodoStatus.IN_PROGRESS, TODO), at, found, null, null, null, null);
    }

    SynthesisState merged(MergeResult result, List<Overlap> judged) {
        return new SynthesisState(status, startedAt, judged, result, verification, integration, problem);
    }

    SynthesisState verified(Verification found) {
        return new SynthesisState(status, startedAt, overlaps, merge, found, integration, problem);
    }

    SynthesisState integrated(Integration where) {
        return new SynthesisState(status, startedAt, overlaps, merge, verification, where, problem);
    }

    SynthesisState failedBecause(String message) {
        return new SynthesisState(status, startedAt, overlaps, merge, verification, integration, message);
    }

    SynthesisState ended(TodoStatus end) {
        return new SynthesisState(status.to(end, TODO), startedAt, overlaps, merge, verification, integration, problem);
    }

    /** True if something is known that keeps the result from being whole and proven. */
    public boolean unclean() {
        return problem != null
                || (merge != null && !merge.conflicts().isEmpty())
                || (verification != null && !verification.passed());
    }
}
