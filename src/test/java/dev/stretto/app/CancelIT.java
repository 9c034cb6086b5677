package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.DataFolder;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.app.testing.Watched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CancelIT {
    @TempDir
    Path folder;

    /** Stands in the command lines of a test's processes, so that they can be told from all others. */
    private final String cookie = "stretto-test-" + UUID.randomUUID();

    @Test
    void after_a_timeout_no_process_is_left_not_even_a_grandchild_that_ignores_TERM() throws Exception {
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("run", "--json", stretto.plan(plan("timeout: 1s")));

        JsonNode task = result.json().at("/tasks/0");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(task.at("/status").asText()).isEqualTo("timed_out");
        assertThat(task.at("/error/kind").asText()).isEqualTo("timeout");
        assertThat(processes()).isEmpty();
    }

    @Test
    void a_subagent_that_shows_no_sign_of_life_is_ended() throws Exception {
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("run", "--json", stretto.plan(plan("timeout: 1m\n    idle: 1s")));

        assertThat(result.json().at("/tasks/0/error/kind").asText()).isEqualTo("idle");
        assertThat(processes()).isEmpty();
    }

    @Test
    void an_interrupt_cancels_the_run_and_keeps_what_was_done() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        Stretto stretto = new Stretto(repository.directory());
        Path begun = folder.resolve("begun");
        String plan = stretto.plan(
                "version: 1\nworkspace: { repository: . }\ntasks:\n  - id: work\n    subagent: { command: [sh, -c,"
                        + " 'echo half done > work.txt; touch " + begun + "; exec sleep 300; : " + cookie + "'] }\n");

        Running running = stretto.start(
                Map.of(), "run", "--json", "--data", folder.resolve("data").toString(), plan);
        Watched.awaitExists(begun);
        new ProcessBuilder("kill", "-INT", String.valueOf(running.process().pid()))
                .start()
                .waitFor();
        Result result = running.await();

        JsonNode report = result.json();
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(report.at("/status").asText()).isEqualTo("cancelled");
        assertThat(report.at("/tasks/0/status").asText()).isEqualTo("cancelled");
        assertThat(repository.git("show", report.at("/tasks/0/branch").asText() + ":work.txt"))
                .isEqualTo("half done");
        assertThat(result.err()).contains("kept");
        assertThat(processes()).isEmpty();
    }

    @Test
    void another_command_cancels_a_task_and_those_after_it_are_skipped() throws Exception {
        Stretto stretto = new Stretto(folder);
        Path begun = folder.resolve("begun");
        String plan = stretto.plan("version: 1\ndefaults: { subagent: { command: [sh, -c, 'touch " + begun
                + "-$STRETTO_TASK; exec sleep 300; : " + cookie
                + "'] } }\ntasks:\n  - id: long\n  - id: other\n  - id: later\n    needs: [long]\n");

        Running running = stretto.start(Map.of(), "run", "--json", plan);
        Watched.awaitExists(Path.of(begun + "-long"));
        Watched.awaitExists(Path.of(begun + "-other"));
        Result cancelTask = stretto.run("cancel", "latest", "long");
        assertThat(cancelTask.exitCode()).as(cancelTask.err()).isZero();
        Result waited = stretto.run("output", "latest", "long", "--wait", "30s");
        assertThat(waited.exitCode()).as(waited.err()).isZero();
        JsonNode todos = stretto.run("show", "latest", "--json").json().at("/tasks");
        assertThat(todos.at("/0/status").asText()).isEqualTo("cancelled");
        assertThat(todos.at("/1/status").asText()).isEqualTo("in_progress");
        assertThat(todos.at("/2/status").asText()).isEqualTo("skipped");
        assertThat(stretto.run("cancel", "latest").exitCode()).isZero();

        assertThat(running.await().exitCode()).isEqualTo(3);
        assertThat(stretto.run("cancel", "latest").exitCode()).isEqualTo(2);
        assertThat(processes()).isEmpty();
    }

    @Test
    void a_detached_run_goes_on_in_the_background_and_its_engine_ends_with_it() throws Exception {
        Stretto stretto = new Stretto(folder);
        Path go = folder.resolve("go");
        String plan = stretto.plan("version: 1\ntasks:\n  - id: waiting\n    subagent: { command: [sh, -c, 'until [ -e "
                + go + " ]; do sleep 0.05; done; echo went; : " + cookie + "'] }\n");

        Result detached = stretto.run("run", "--detach", "--json", plan);
        assertThat(detached.exitCode()).as(detached.err()).isZero();
        String run = detached.json().at("/run").asText();
        assertThat(stretto.run("show", run, "--json").json().at("/status").asText())
                .isEqualTo("running");
        Files.createFile(go);
        Result watched = stretto.run("show", run, "--watch", "--json");

        assertThat(watched.json().at("/status").asText()).isEqualTo("completed");
        assertThat(stretto.run("output", run, "waiting").out()).isEqualTo("went\n");
        Watched.awaitGone(folder.resolve(".stretto").resolve("engine.json"));
    }

    @Test
    void a_run_that_an_asked_task_belongs_to_is_no_other_run() throws Exception {
        Stretto stretto = new Stretto(folder);
        DataFolder data = new DataFolder(folder);
        Path begun = folder.resolve("begun");
        String plan = stretto.plan("version: 1\ndefaults: { subagent: { command: [sh, -c, 'touch " + begun
                + "-$STRETTO_TASK; exec sleep 300; : " + cookie + "'] } }\ntasks:\n  - id: short\n  - id: long\n");
        assertThat(stretto.run("run", "--detach", plan).exitCode()).isZero();
        Watched.awaitExists(Path.of(begun + "-short"));
        Watched.awaitExists(Path.of(begun + "-long"));
        assertThat(data.killEngine()).isTrue();

        Result cancelled = stretto.run("cancel", "latest", "short");
        Result ended = stretto.run("cancel", "latest");
        Result tried = stretto.run("retry", "--detach", "latest");

        assertThat(cancelled.exitCode()).as(cancelled.err()).isZero();
        assertThat(cancelled.err())
                .contains("the run goes on in the background")
                .doesNotContain("another run");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(tried.exitCode()).as(tried.err()).isZero();
        assertThat(tried.err()).doesNotContain("another run");
        assertThat(stretto.run("cancel", "latest").exitCode()).isZero();
        assertThat(processes()).isEmpty();
    }

    private String plan(String limits) {
        return """
                version: 1
                tasks:
                  - id: stubborn
                    %s
                    subagent:
                      command:
                        - sh
                        - -c
                        - |
                          (trap '' TERM; while :; do sleep 1; done; : %s) &
                          setsid sh -c "trap '' TERM; while :; do sleep 1; done; : %s" &
                          exec sleep 300
                """.formatted(limits, cookie, cookie);
    }

    private String processes() throws Exception {
        Process pgrep = new ProcessBuilder("pgrep", "-f", cookie).start();
        return new String(pgrep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
