package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReservationsTest extends DecidedRun {
    private static final Side BEFORE = new Side("100644", "before");
    private static final Side OURS = new Side("100644", "ours");
    private static final Side THEIRS = new Side("100644", "theirs");

    @Test
    void a_resolution_that_deletes_what_both_sides_have_is_one() {
        resolved(new Collision("x.txt", CollisionKind.SAME_LINES, BEFORE, OURS, THEIRS), null);

        assertThat(Reservations.of(run()))
                .containsExactly("the resolution of task 'b' deletes what both sides have: x.txt"
                        + " (the plan may allow that, with 'deletes: allow' under 'synthesis')");
    }

    @Test
    void a_resolution_that_keeps_the_file_is_none() {
        resolved(new Collision("x.txt", CollisionKind.SAME_LINES, BEFORE, OURS, THEIRS), OURS);
        assertThat(Reservations.of(run())).isEmpty();
    }

    @Test
    void nor_is_one_that_deletes_what_one_side_has_deleted() {
        resolved(new Collision("x.txt", CollisionKind.EDIT_DELETE, BEFORE, OURS, null), null);
        assertThat(Reservations.of(run())).isEmpty();
    }

    private void resolved(Collision collision, @Nullable Side result) {
        start(plan(1, task("a"), task("b")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.RecordOutcome(new AttemptId("b", 1), work("b", "x.txt")));
        tell(new RunCommand.RecordMerge(
                new MergeResult(
                        "merged",
                        List.of("a"),
                        List.of(new Conflict("b", List.of("x.txt"), "both changed it")),
                        List.of(),
                        List.of(),
                        null),
                List.of()));
        tell(new RunCommand.RecordResolution(
                new Resolution("b", List.of("a"), List.of(new ResolvedPath(collision, result))),
                MergeResult.whole("resolved", List.of("a", "b")),
                new ResolverRun("left", done())));
    }
}
