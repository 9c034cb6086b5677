package dev.stretto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TaskReportsTest {
    private static final Integration ON_A_BRANCH = new Integration("stretto/run", null, null);

    private final RunScript script = new RunScript("a", "b");

    @Test
    void work_is_integrated_once_the_result_is_on_a_branch_and_not_before() {
        script.completed("a", "a.txt").completed("b", "b.txt").synthesis();
        assertThat(states()).containsExactly(null, null);

        merged(MergeResult.whole("m", List.of("a", "b")));
        assertThat(states()).containsExactly(null, null);

        script.happen(new RunEvent.VerificationFinished(RunScript.verification(true)))
                .happen(new RunEvent.ResultIntegrated(ON_A_BRANCH));
        assertThat(states()).containsExactly(IntegrationState.INTEGRATED, IntegrationState.INTEGRATED);
    }

    @Test
    void work_that_was_merged_and_never_reached_a_branch_is_not_said_to_be_left_out() {
        script.completed("a", "a.txt").completed("b", "b.txt").synthesis();
        merged(MergeResult.whole("m", List.of("a", "b")));
        script.happen(new RunEvent.SynthesisFailed("no room")).finished(RunStatus.FAILED);

        assertThat(states()).containsExactly(IntegrationState.MERGED, IntegrationState.MERGED);
    }

    @Test
    void a_result_on_no_branch_is_merged_all_the_same() {
        script.completed("a", "a.txt").completed("b", "b.txt").synthesis();
        merged(MergeResult.whole("m", List.of("a", "b")));
        script.happen(new RunEvent.ResultIntegrated(new Integration(null, null, null)))
                .finished(RunStatus.COMPLETED);

        assertThat(states()).containsExactly(IntegrationState.MERGED, IntegrationState.MERGED);
    }

    @Test
    void what_conflicts_is_left_out_and_what_changed_nothing_has_nothing_to_integrate() {
        script.completed("a", "a.txt").completed("b").synthesis();
        merged(new MergeResult(
                "base", List.of(), List.of(new Conflict("a", List.of("a.txt"), "…")), List.of(), List.of(), null));

        assertThat(states()).containsExactly(IntegrationState.LEFT_OUT, IntegrationState.NOTHING);
    }

    @Test
    void what_lost_in_part_is_partly_integrated_and_what_lost_everything_is_left_out() {
        script.completed("a", "one", "two").completed("b", "three").synthesis();
        Dropped file = new Dropped("a", "one", CollisionKind.BINARY, List.of("b"), List.of());
        Dropped some = new Dropped("a", "two", CollisionKind.SAME_LINES, List.of("b"), List.of(new LineRange(1, 2)));
        Dropped all = new Dropped("b", "three", CollisionKind.BINARY, List.of("a"), List.of());
        merged(new MergeResult(
                "m", List.of("a", "b"), List.of(), List.of(), List.of(file, some, all), "the first one wins"));
        script.happen(new RunEvent.ResultIntegrated(ON_A_BRANCH));

        assertThat(states()).containsExactly(IntegrationState.PARTLY, IntegrationState.LEFT_OUT);
    }

    @Test
    void what_a_failed_task_changed_is_left_out() {
        script.completed("a", "a.txt");
        List<FileChange> files = List.of(new FileChange("b.txt", FileChange.Kind.ADDED, null, 1, 0));
        WorkResult work = new WorkResult("stretto/run/b", "base", "commit of b", files, List.of());
        script.happen(new RunEvent.TaskFailed(
                "b",
                1,
                new Outcome(
                        new Failure(Failure.Kind.EXIT, "exit code 1"),
                        RunScript.START,
                        RunScript.START,
                        1,
                        null,
                        null,
                        null,
                        work,
                        null,
                        null,
                        List.of())));

        assertThat(states()).containsExactly(null, IntegrationState.LEFT_OUT);
    }

    private void merged(MergeResult result) {
        script.happen(new RunEvent.BranchesMerged(result, List.of()));
    }

    private List<IntegrationState> states() {
        return Arrays.asList(script.report().tasks().stream()
                .map(Report.TaskReport::integrated)
                .toArray(IntegrationState[]::new));
    }
}
