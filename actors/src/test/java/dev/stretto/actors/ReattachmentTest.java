package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts that an engine left at work, and what the next engine makes of them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReattachmentTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void begin() {
        site = new Site(folder, folder.resolve("data"));
    }

    @Test
    void an_attempt_that_is_still_at_work_is_watched_again_and_its_whole_output_is_kept() throws Exception {
        String run = leave("works", "echo went on");

        try (StrettoEngine engine = site.open()) {
            assertThat(site.process(run, "works").isAlive()).isTrue();
            site.letGo("works");
            Report report = site.over(engine, run);

            site.checkThatNothingWasRepeated(report, "works");
            assertThat(site.events(run, RunEvent.RunResumed.class)).hasSize(1);
            assertThat(output(run)).isEqualTo("began\nwent on\n");
            assertThat(report.tasks().getFirst().summary()).endsWith("went on");
        }
    }

    @Test
    void an_attempt_that_has_ended_meanwhile_is_collected() throws Exception {
        String run = leave("ends", "echo ended alone");
        end("ends", run);

        try (StrettoEngine engine = site.open()) {
            site.checkThatNothingWasRepeated(site.over(engine, run), "ends");
            assertThat(output(run)).isEqualTo("began\nended alone\n");
        }
    }

    @Test
    void an_attempt_that_had_ended_when_its_run_was_cancelled_is_collected_as_what_it_came_to() throws Exception {
        String run;
        try (StrettoEngine engine = site.open()) {
            run = Site.start(engine, site.waiting("ends", "echo done"), site.waiting("works", "echo done"));
            site.awaitBegun("ends");
            site.awaitBegun("works");
        }
        end("ends", run);

        try (StrettoEngine engine = site.open()) {
            engine.cancel(run, "test");
            Report report = site.over(engine, run);

            assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(report.tasks())
                    .extracting(Report.TaskReport::id, Report.TaskReport::status)
                    .containsExactly(tuple("ends", TodoStatus.COMPLETED), tuple("works", TodoStatus.CANCELLED));
        }
    }

    @Test
    void an_attempt_that_has_failed_meanwhile_failed_with_its_own_exit_code() throws Exception {
        String run = leave("fails", "echo no >&2; exit 7");
        end("fails", run);

        try (StrettoEngine engine = site.open()) {
            Report report = site.over(engine, run);

            assertThat(report.status()).isEqualTo(RunStatus.FAILED);
            assertThat(site.count("fails")).isEqualTo(1);
            RunEvent.TaskFailed failed =
                    site.events(run, RunEvent.TaskFailed.class).getFirst();
            assertThat(failed.outcome().exitCode()).isEqualTo(7);
            assertThat(failed.outcome().failure().kind()).isEqualTo(Failure.Kind.EXIT);
            assertThat(site.events(run, RunEvent.AttemptStarted.class)).hasSize(1);
        }
    }

    @Test
    void an_attempt_that_is_gone_without_a_trace_is_repeated_and_does_not_count() throws Exception {
        String run = leave("lost", "echo done");
        ProcessHandle leader = site.process(run, "lost");
        List<ProcessHandle> all = leader.descendants().toList();
        leader.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        leader.onExit().get(60, TimeUnit.SECONDS);
        site.letGo("lost");

        try (StrettoEngine engine = site.open()) {
            Report report = site.over(engine, run);

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(site.count("lost")).isEqualTo(2);
            assertThat(site.events(run, RunEvent.AttemptFailed.class))
                    .singleElement()
                    .satisfies(failed ->
                            assertThat(failed.outcome().failure().kind()).isEqualTo(Failure.Kind.LOST));
            assertThat(report.tasks().getFirst().status()).isEqualTo(TodoStatus.COMPLETED);
        }
    }

    @Test
    void a_function_ends_with_its_engine_and_is_called_again_by_the_next() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        SubagentFunction first = call -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return new FunctionResult("first", null);
        };
        String run;
        try (StrettoEngine engine = site.open(Map.of("f", first))) {
            run = Site.start(engine, Plans.function("task", "f", 1));
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();

        try (StrettoEngine engine =
                site.open(Map.of("f", call -> new FunctionResult("attempt " + call.attempt(), null)))) {
            Report report = site.over(engine, run);

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.tasks().getFirst().summary()).isEqualTo("attempt 2");
            assertThat(site.events(run, RunEvent.AttemptFailed.class))
                    .singleElement()
                    .satisfies(failed ->
                            assertThat(failed.outcome().failure().kind()).isEqualTo(Failure.Kind.LOST));
        }
    }

    /** Starts a run of one command, and closes the engine while that is at work. */
    private String leave(String task, String then) throws Exception {
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, site.waiting(task, then));
            site.awaitBegun(task);
            return run;
        }
    }

    private void end(String task, String run) throws Exception {
        ProcessHandle process = site.process(run, task);
        site.letGo(task);
        process.onExit().get(60, TimeUnit.SECONDS);
    }

    private String output(String run) throws Exception {
        String digest = site.events(run, RunEvent.TaskCompleted.class)
                .getFirst()
                .outcome()
                .output()
                .digest();
        try (InputStream output = new FileArtifacts(site.data().artifacts()).open(digest)) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
