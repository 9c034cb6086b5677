package dev.stretto.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunEvent.TaskEnded;
import dev.stretto.persistence.samples.SampleConflicts;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.SampleSearches;
import dev.stretto.persistence.samples.ScriptedRun;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogFilterTest {
    private final ScriptedRun merged = SampleRuns.merged();
    private final ScriptedRun broken = SampleRuns.broken();

    @Test
    void without_a_wish_everything_is_found() {
        assertThat(merged.log()).allMatch(LogFilter.ALL::matches);
    }

    @Test
    void a_task_has_its_attempts_the_launches_and_the_overlaps_and_merges_that_name_it() {
        assertThat(types(merged, LogFilter.ALL.ofTasks(List.of("a"), start(merged))))
                .containsExactly(
                        "tasks-launched", "attempt-started", "task-completed", "synthesis-started", "branches-merged");
        assertThat(types(merged, LogFilter.ALL.ofTasks(List.of("b"), start(merged))))
                .contains("attempt-failed", "retry-due", "branches-merged");
    }

    @Test
    void a_task_that_was_skipped_has_the_event_that_lists_it_and_no_other() {
        assertThat(types(broken, LogFilter.ALL.ofTasks(List.of("never"), start(broken))))
                .containsExactly("tasks-skipped");
    }

    @Test
    void a_task_has_the_resolutions_that_were_tried_for_it_and_the_results_that_it_is_in_or_left_out_of() {
        ScriptedRun resolved = SampleConflicts.resolved();

        assertThat(types(resolved, LogFilter.ALL.ofTasks(List.of("scripts"), start(resolved))))
                .containsExactly(
                        "tasks-launched",
                        "task-completed",
                        "synthesis-started",
                        "branches-merged",
                        "conflict-resolved",
                        "resolution-refused");
        assertThat(types(resolved, LogFilter.ALL.ofTasks(List.of("docs-index"), start(resolved))))
                .as("of a task that is carried out together with docs")
                .containsExactly(
                        "tasks-launched",
                        "task-completed",
                        "synthesis-started",
                        "branches-merged",
                        "conflict-resolved");
    }

    @Test
    void a_task_has_the_trials_of_subsets_that_it_is_in_and_the_end_of_the_search() {
        ScriptedRun culprits = SampleSearches.culprits();

        assertThat(types(culprits, LogFilter.ALL.ofTasks(List.of("printer"), start(culprits))))
                .containsExactly(
                        "tasks-launched",
                        "task-completed",
                        "synthesis-started",
                        "branches-merged",
                        "trials-launched",
                        "trial-finished",
                        "trials-launched",
                        "trial-finished",
                        "culprits-found");
    }

    @Test
    void the_trial_of_the_base_names_no_task() {
        ScriptedRun culprits = SampleSearches.culprits();
        LogFilter all = LogFilter.ALL.ofTasks(LogFilter.tasks(start(culprits)), start(culprits));

        assertThat(culprits.log().stream().filter(entry -> !all.matches(entry)).map(LogEntry::type))
                .containsExactly(
                        "run-started",
                        "trials-launched",
                        "trial-finished",
                        "verification-finished",
                        "result-integrated",
                        "run-finished");
    }

    @Test
    void events_of_the_whole_run_name_no_task() {
        LogFilter all = LogFilter.ALL.ofTasks(LogFilter.tasks(start(merged)), start(merged));

        assertThat(types(merged, all))
                .isNotEmpty()
                .doesNotContain("run-started", "verification-finished", "result-integrated", "run-finished");
    }

    @Test
    void several_tasks_and_types_are_each_enough_and_both_wishes_count() {
        assertThat(types(merged, LogFilter.ALL.ofTypes(List.of("task-completed", "retry-due"))))
                .containsOnly("task-completed", "retry-due");
        assertThat(merged.log().stream()
                        .filter(LogFilter.ALL
                                .ofTasks(List.of("a", "c"), start(merged))
                                .ofTypes(List.of("task-completed"))::matches)
                        .map(entry -> ((TaskEnded) entry.event()).task()))
                .containsExactly("a", "c");
    }

    @Test
    void a_task_of_an_assignment_is_found_by_its_lead() {
        RunStarted start = start(merged);
        DispatchDecision decision = start.decision();
        RunStarted together = new RunStarted(
                start.run(),
                start.plan(),
                new DispatchDecision(
                        decision.mode(),
                        decision.reasons(),
                        decision.waves(),
                        List.of(new Assignment("a", List.of("a", "b"), List.of()))),
                start.base(),
                start.node(),
                start.at());
        LogEntry launch = new EventCodec()
                .seal(
                        2,
                        start.at(),
                        "engine",
                        LogEntry.NO_PREVIOUS,
                        new RunEvent.TasksLaunched(List.of(new AttemptId("a", 1)), "node", start.at()));

        assertThat(LogFilter.ALL.ofTasks(List.of("b"), together).matches(launch))
                .isTrue();
        assertThat(LogFilter.ALL.ofTasks(List.of("c"), together).matches(launch))
                .isFalse();
    }

    private static RunStarted start(ScriptedRun run) {
        return (RunStarted) run.log().getFirst().event();
    }

    private static List<String> types(ScriptedRun run, LogFilter filter) {
        return run.log().stream().filter(filter::matches).map(LogEntry::type).toList();
    }
}
