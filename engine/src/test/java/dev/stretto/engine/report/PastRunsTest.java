package dev.stretto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.KnownDurations;
import dev.stretto.engine.history.Change;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.StartedRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PastRunsTest {

    @Test
    void durations_are_the_medians_of_completed_attempts() {
        assertThat(PastRuns.durations("test", List.of(took(2), took(9), took(4))))
                .isEqualTo(new KnownDurations(Map.of(List.of("a"), Duration.ofSeconds(4))));
        assertThat(PastRuns.durations("test", List.of(took(2), took(4))).medians())
                .containsEntry(List.of("a"), Duration.ofSeconds(3));
    }

    @Test
    void what_failed_and_what_belongs_to_another_plan_says_nothing() {
        StartedRun failed = new RunScript("a")
                .happen(new RunEvent.TaskFailed(
                        "a", 1, Outcome.failed(new Failure(Failure.Kind.START, "no such file"), RunScript.START)))
                .run();

        assertThat(PastRuns.durations("test", List.of(failed)).medians()).isEmpty();
        assertThat(PastRuns.durations("another", List.of(took(2))).medians()).isEmpty();
        assertThat(PastRuns.changes(List.of(failed))).isEmpty();
    }

    @Test
    void each_completed_task_is_a_change() {
        StartedRun run =
                new RunScript("a", "b").completed("a", "x", "y").completed("b").run();

        assertThat(PastRuns.changes(List.of(run))).containsExactly(new Change("commit of a", List.of("x", "y")));
    }

    private static StartedRun took(int seconds) {
        return new RunScript("a")
                .happen(new RunEvent.TaskCompleted(
                        "a",
                        1,
                        new Outcome(
                                null,
                                RunScript.START,
                                RunScript.START.plusSeconds(seconds),
                                0,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of())))
                .run();
    }
}
