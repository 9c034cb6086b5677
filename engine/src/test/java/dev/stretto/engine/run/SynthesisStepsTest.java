package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.todo.TodoStatus;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SynthesisStepsTest extends DecidedRun {
    @Test
    void a_run_whose_synthesis_alone_did_not_complete_can_be_retried() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.RecordMerge(MergeResult.whole("merged", List.of("a")), List.of()));
        tell(new RunCommand.RecordVerification(verification(false)));
        tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));
        assertThat(run().status()).isEqualTo(RunStatus.FAILED);

        tell(new RunCommand.RetryTasks(List.of(), "node"));

        assertThat(log).contains(new RunEvent.RunReopened(List.of(), 2, "node", NOW));
        assertThat(Effects.of(run(), log.getLast())).hasOnlyElementsOfType(Effect.Merge.class);
        assertThat(progress("a").attempt()).isEqualTo(1);
    }

    @Test
    void the_synthesis_is_pending_until_the_last_task_has_ended() {
        start(plan(1, task("a"), task("b")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        assertThat(statuses().getLast()).isEqualTo(TodoStatus.PENDING);

        tell(new RunCommand.RecordOutcome(new AttemptId("b", 1), work("b", "x.txt")));

        assertThat(statuses().getLast()).isEqualTo(TodoStatus.IN_PROGRESS);
        assertThat(run().synthesis().overlaps()).containsExactly(Overlap.of("x.txt", List.of("a", "b")));
    }

    @Test
    void the_synthesis_merges_then_verifies_then_integrates() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        assertThat(Effects.open(run()))
                .filteredOn(effect -> !(effect instanceof Effect.CleanUp))
                .singleElement()
                .isInstanceOf(Effect.Merge.class);

        tell(new RunCommand.RecordMerge(MergeResult.whole("merged", List.of("a")), List.of()));
        assertThat(Effects.open(run()))
                .filteredOn(effect -> !(effect instanceof Effect.CleanUp))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Verify.class,
                        verify -> assertThat(verify.order().commit()).isEqualTo("merged"));

        tell(new RunCommand.RecordVerification(verification(true)));
        assertThat(Effects.open(run()))
                .filteredOn(effect -> !(effect instanceof Effect.CleanUp))
                .singleElement()
                .isInstanceOf(Effect.Integrate.class);

        tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));
        assertThat(run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(statuses()).containsExactly(TodoStatus.COMPLETED, TodoStatus.COMPLETED);
    }

    @Test
    void a_conflict_or_a_failed_verification_makes_the_run_fail() {
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
                List.of(new OverlapDetail(
                        "x.txt", List.of("a", "b"), List.of(CollisionKind.SAME_LINES), List.of(), null))));
        tell(new RunCommand.RecordVerification(verification(false)));
        tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));

        assertThat(run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(statuses()).containsExactly(TodoStatus.COMPLETED, TodoStatus.COMPLETED, TodoStatus.FAILED);
        assertThat(run().synthesis().overlaps().getFirst().kind()).isEqualTo(Overlap.Kind.CONFLICT);
    }

    @Test
    void a_cancelled_synthesis_ends_the_run_as_cancelled() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.CancelRun("test"));
        assertThat(Effects.open(run())).contains(new Effect.StopSynthesis());

        tell(new RunCommand.RecordSynthesisFailure("cancelled"));

        assertThat(run().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void once_a_run_is_cancelled_no_further_step_of_the_synthesis_is_begun() {
        start(plan(1, task("a")));
        tell(new RunCommand.RecordOutcome(new AttemptId("a", 1), work("a", "x.txt")));
        tell(new RunCommand.CancelRun("enough"));
        MergeResult merge = MergeResult.whole("merged", List.of("a"));

        tell(new RunCommand.RecordMerge(merge, List.of()));

        assertThat(run().synthesis().merge()).isEqualTo(merge);
        assertThat(Effects.of(run(), log.getLast())).containsExactly(new Effect.StopSynthesis());
        assertThat(Effects.open(run()))
                .as("a verification may have outlived its engine, and has to be ended")
                .hasAtLeastOneElementOfType(Effect.Verify.class)
                .contains(new Effect.StopSynthesis());
        tell(new RunCommand.RecordSynthesisFailure("cancelled"));
        assertThat(run().status()).isEqualTo(RunStatus.CANCELLED);
    }
}
