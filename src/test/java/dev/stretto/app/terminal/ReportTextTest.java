package dev.stretto.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.report.SampleReports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTextTest {

    @Test
    void a_run_in_which_all_went_well_is_told_in_few_lines() {
        assertThat(ReportText.of(SampleReports.small(), true))
                .containsExactly(
                        "",
                        "Run 01JSAMPLE0000000000000000 of plan 'agent-failures': completed (parallel)",
                        "  3 tasks, all at once: nothing that they depend on, share or say they write is in common.",
                        "",
                        "✔ abort: Fix AbortTest  [completed, integrated]  1m 57s",
                        "    Fixed the timing.",
                        "    modified src/Abort.java  +12 -4",
                        "    branch stretto/01JSAMPLE/abort",
                        "",
                        "✔ batch: Fix BatchTest  [completed, integrated]  1m 00s",
                        "    Fixed the event type.",
                        "    modified src/Batch.java  +2 -2",
                        "    branch stretto/01JSAMPLE/batch",
                        "",
                        "✔ approval: Fix ApprovalTest  [completed, integrated]  2m 19s",
                        "    Waited for the answer.",
                        "    modified src/Approval.java  +7 -1",
                        "    branch stretto/01JSAMPLE/approval",
                        "",
                        "✔ Synthesize results  [completed]",
                        "    merged abort, batch, approval into branch stretto/01JSAMPLE",
                        "    verification passed (mvn -q verify, 19s)",
                        "",
                        "The tasks took 2m 19s, against 5m 18s one after the other (speed-up 2.28, up to 3 in progress at a"
                                + " time).",
                        "97 events in the log, ending in sha256:" + "e1".repeat(32),
                        "next: stretto take 01JSAMPLE0000000000000000    # merges the result into your branch");
    }

    @Test
    void of_a_great_many_tasks_those_are_told_that_need_a_look_and_the_rest_is_counted() {
        ManyTasks many = new ManyTasks(10_000, 0);
        many.complete(0, 9_000);
        many.fail(9_500);

        List<String> text = ReportText.of(many.report(), true);

        assertThat(text).contains("✘ t9500: Task number 9500  [failed]  0ms", "    error (exit): it broke");
        assertThat(text).contains("… and 9900 more: 900 in_progress, 9000 completed (--json and --html have them all)");
        assertThat(text).hasSizeLessThan(400);
    }

    @Test
    void of_a_run_that_is_not_over_it_says_what_runs_what_waits_and_how_long_the_rest_takes() {
        ManyTasks many = new ManyTasks(
                IntStream.range(0, 50).mapToObj(ManyTasks::command).toList(), 0);
        many.start(0, 25);
        many.later(Duration.ofSeconds(20));
        many.complete(0, 20);

        List<String> text = ReportText.of(
                many.report(),
                Optional.of(new Underway(many.run(), many.now(), Optional.of("there is no room"))),
                true);

        assertThat(text.subList(3, 5))
                .containsExactly(
                        "  5 in_progress, 25 waiting to start, 20 completed; 1.0/s, about 30s left",
                        "  there is no room");
        assertThat(text)
                .contains(
                        "⠋ t20: Task number 20  [in_progress]",
                        "○ t25: Task number 25  [in_progress, waiting to start]");
    }

    @Test
    void why_attempts_wait_is_not_said_of_a_run_of_which_none_do() {
        ManyTasks many = new ManyTasks(2, 0);

        List<String> text = ReportText.of(
                many.report(),
                Optional.of(new Underway(many.run(), many.now(), Optional.of("there is no room"))),
                true);

        assertThat(text).contains("  2 in_progress").doesNotContain("  there is no room");
    }

    @Test
    void of_each_task_it_says_where_its_work_is_and_what_does_not_agree() {
        assertThat(rich())
                .contains(
                        "✔ metrics: Count hits and misses  [completed, left out]  1m 29s",
                        "    notice: its result file is no JSON and was not used",
                        "✔ docs: Describe how the cache evicts  [completed, partly integrated]  1m 34s",
                        "✔ review: Look for places that hold a lock while they wait  [completed]  21.6s",
                        "    mismatch: claimed \"Fixed the lock in Store.load().\", found nothing changed",
                        "    renamed src/main/java/app/Entry.java (was src/main/java/app/Node.java)  +0 -0",
                        "    out of scope: build.gradle");
    }

    @Test
    void of_the_synthesis_it_says_what_collided_what_became_of_it_and_who_is_to_blame() {
        List<String> text = rich();

        assertThat(text.subList(text.indexOf("✘ Synthesize results  [failed]"), text.size()))
                .startsWith(
                        "✘ Synthesize results  [failed]",
                        "    overlap (conflict): src/main/java/app/Cache.java by cache, limits, metrics, lines 31-35 (cache), 33"
                                + " (limits), before 4 (metrics): both changed the same lines",
                        "    overlap (clean): pom.xml by parser, metrics, lines 12 against before 80",
                        "    resolved: limits with cache at src/main/java/app/Cache.java: Kept the check of 'limits' in front of"
                                + " the map.",
                        "    merged parser, cache, limits, docs into branch stretto/01JSAMPLE",
                        "    of 5 tasks with changes 4 go together; no other choice leaves out fewer",
                        "    dropped of docs: docs/overview.png, all of it, in favour of parser (both changed it, and it is not a"
                                + " text)",
                        "    left on stretto/01JSAMPLE0000000000000000/metrics: the verification fails with its work together"
                                + " with that of 'cache'",
                        "    your branch was not moved: not everything is well",
                        "    baseline passed (mvn -q verify, 9s)",
                        "    verification of everything FAILED (mvn -q verify, exit code 1, 19.5s)",
                        "    verification passed (mvn -q verify, 9s)",
                        "    culprit: it fails with cache + metrics",
                        "    flaky: it failed and passed on the same files with parser",
                        "    4 subsets tried in 6 runs; it is flaky, so a culprit is named only if it fails 10"
                                + " times in a row, which chance does in less than 1 of 1,000 cases");
    }

    @Test
    void what_others_wrote_takes_one_line_where_it_has_one() {
        assertThat(ReportText.of(SampleReports.hostile(), true))
                .filteredOn(line -> line.contains("script"))
                .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }

    private static List<String> rich() {
        return ReportText.of(SampleReports.rich(), true);
    }
}
