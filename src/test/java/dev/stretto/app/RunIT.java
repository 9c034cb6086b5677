package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunIT {
    @TempDir
    Path folder;

    @Test
    void a_hundred_tasks_start_by_one_event_and_run_at_the_same_time() throws Exception {
        String untilAllAreThere = "touch $STRETTO_TASK.here; until [ $(ls *.here | wc -l) = 100 ]; do sleep 0.2; done";
        StringBuilder plan = new StringBuilder("version: 1\ndefaults: { timeout: 1m, subagent: { command: [sh, -c, '"
                + untilAllAreThere + "'] } }\ntasks:\n");
        for (int i = 0; i < 100; i++) {
            plan.append("  - id: t").append(i).append('\n');
        }
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("run", "--json", stretto.plan(plan.toString()));

        JsonNode report = result.json();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(report.at("/status").asText()).isEqualTo("completed");
        assertThat(report.at("/timing/peakInProgress").asInt()).isEqualTo(100);
        List<JsonNode> launches = stretto.run("audit", "--json", "latest").jsonLines().stream()
                .filter(event -> event.at("/type").asText().equals("tasks-launched"))
                .toList();
        assertThat(launches).hasSize(1);
        assertThat(launches.getFirst().at("/data/attempts")).hasSize(100);
    }

    @Test
    void no_more_commands_are_at_work_at_a_time_than_the_user_says() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("""
                version: 1
                defaults: { subagent: { command: [sh, -c, 'mkdir alone && sleep 1 && rmdir alone'] } }
                tasks: [{ id: a }, { id: b }, { id: c }]
                """);

        Result attached =
                stretto.start(Map.of("STRETTO_MAX_COMMANDS", "1"), "run", plan).await();
        Result detached = stretto.start(Map.of("STRETTO_MAX_COMMANDS", "1"), "run", "--detach", plan)
                .await();
        Result watched = stretto.run("show", detached.out().strip(), "--watch", "--json");

        assertThat(attached.exitCode()).as(attached.err()).isZero();
        assertThat(attached.err()).contains("STRETTO_MAX_COMMANDS says so");
        assertThat(watched.json().at("/status").asText()).isEqualTo("completed");
    }

    @Test
    void a_number_of_commands_that_is_none_is_refused() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("{ version: 1, tasks: [{ id: a, subagent: { command: [\"true\"] } }] }");

        for (String[] words : List.of(new String[] {"run", plan}, new String[] {"run", "--detach", plan})) {
            Result refused =
                    stretto.start(Map.of("STRETTO_MAX_COMMANDS", "many"), words).await();

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).startsWith("stretto: STRETTO_MAX_COMMANDS is \"many\"; expected: a whole number");
        }
    }

    @Test
    void changes_in_different_places_of_a_file_merge_cleanly() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "list.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        Stretto stretto = new Stretto(repository.directory());
        String before = repository.snapshot();

        Result result =
                stretto.run("run", "--json", "--data", folder.resolve("data").toString(), plan(stretto, "1", "9"));

        JsonNode report = result.json();
        String run = report.at("/run").asText();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(report.at("/synthesis/overlaps/0/path").asText()).isEqualTo("list.txt");
        assertThat(report.at("/synthesis/overlaps/0/kind").asText()).isEqualTo("clean");
        assertThat(report.at("/synthesis/integration/branch").asText()).isEqualTo("stretto/" + run);
        assertThat(repository.git("show", "stretto/" + run + ":list.txt"))
                .startsWith("left")
                .endsWith("right");
        assertThat(repository.git(
                        "log",
                        "--format=%(trailers:key=Stretto-Task,valueonly,separator=%x20)",
                        "--merges",
                        "stretto/" + run))
                .contains("left")
                .contains("right");
        assertThat(repository.git("show", "stretto/" + run + "/left:list.txt")).startsWith("left");
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(repository.snapshot().lines().filter(line -> !line.contains("plan")))
                .isEqualTo(before.lines().toList());
    }

    @Test
    void changes_in_the_same_line_are_a_conflict_and_left_out() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "list.txt", "1\n2\n3\n");
        Stretto stretto = new Stretto(repository.directory());

        Result result =
                stretto.run("run", "--json", "--data", folder.resolve("data").toString(), plan(stretto, "2", "2"));

        JsonNode report = result.json();
        String run = report.at("/run").asText();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(report.at("/status").asText()).isEqualTo("failed");
        assertThat(report.at("/synthesis/overlaps/0/kind").asText()).isEqualTo("conflict");
        assertThat(texts(report.at("/synthesis/overlaps/0/tasks"))).containsExactly("left", "right");
        assertThat(texts(report.at("/synthesis/integration/merged"))).containsExactly("left");
        assertThat(texts(report.at("/synthesis/integration/left"))).containsExactly("right");
        assertThat(repository.git("show", "stretto/" + run + ":list.txt"))
                .contains("left")
                .doesNotContain("right");
        assertThat(repository.git("show", "stretto/" + run + "/right:list.txt")).contains("right");
    }

    @Test
    void hostile_file_names_arrive_on_the_branch_and_in_the_report() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "readme", "x\n");
        Stretto stretto = new Stretto(repository.directory());
        String script = """
                #!/bin/sh
                touch -- 'with space' "quo'te\\"d" '-dash' 'ünïcödé' "$(printf 'new\\nline')"
                """;
        Path command = folder.resolve("names.sh");
        Files.writeString(command, script);
        assertThat(command.toFile().setExecutable(true)).isTrue();

        Result result = stretto.run(
                "run",
                "--json",
                "--data",
                folder.resolve("data").toString(),
                stretto.plan("version: 1\nworkspace: { repository: . }\ntasks:\n  - id: names\n    writes: ['with*']\n"
                        + "    subagent: { command: ['" + command + "'] }\n"));

        JsonNode task = result.json().at("/tasks/0");
        List<String> names = List.of("-dash", "new\nline", "quo'te\"d", "with space", "ünïcödé");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(StreamSupport.stream(task.at("/files").spliterator(), false)
                        .map(file -> file.at("/path").asText()))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(texts(task.at("/outOfScope")))
                .containsExactlyInAnyOrder("-dash", "new\nline", "quo'te\"d", "ünïcödé");
        assertThat(repository
                        .git("ls-tree", "-z", "--name-only", task.at("/branch").asText())
                        .split("\0"))
                .containsAll(names);
    }

    @Test
    void a_failing_verification_is_said_and_the_result_stays_on_its_branch() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        Stretto stretto = new Stretto(repository.directory());

        Result result =
                stretto.run("run", "--json", "--data", folder.resolve("data").toString(), stretto.plan("""
                        version: 1
                        workspace: { repository: . }
                        tasks:
                          - id: a
                            subagent: { command: [sh, -c, "echo b > b.txt"] }
                        synthesis:
                          verify: { command: [sh, -c, "cat b.txt; echo oh no >&2; exit 7"] }
                        """));

        JsonNode verification = result.json().at("/synthesis/verification");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verification.at("/passed").asBoolean()).isFalse();
        assertThat(verification.at("/exitCode").asInt()).isEqualTo(7);
        assertThat(repository.git("show", "stretto/" + result.json().at("/run").asText() + ":b.txt"))
                .isEqualTo("b");
    }

    @Test
    void a_task_starts_from_the_work_of_the_one_it_comes_after() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        Stretto stretto = new Stretto(repository.directory());

        Result result =
                stretto.run("run", "--json", "--data", folder.resolve("data").toString(), stretto.plan("""
                        version: 1
                        workspace: { repository: . }
                        tasks:
                          - id: second
                            needs: [first]
                            subagent: { command: [sh, -c, "cat first.txt > second.txt"] }
                          - id: first
                            subagent: { command: [sh, -c, "echo made by first > first.txt"] }
                        """));

        JsonNode report = result.json();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(report.at("/tasks/0/files")).hasSize(1);
        assertThat(repository.git("show", "stretto/" + report.at("/run").asText() + ":second.txt"))
                .isEqualTo("made by first");
    }

    @Test
    void what_can_not_be_started_is_a_failed_attempt_with_a_clear_word() throws Exception {
        Stretto stretto = new Stretto(folder);
        Path notExecutable = Files.writeString(folder.resolve("plain"), "x");

        Result result = stretto.run(
                "run",
                "--json",
                stretto.plan(
                        "version: 1\ntasks:\n  - id: missing\n    subagent: { command: [./no-such-command-here] }\n"
                                + "  - id: plain\n    subagent: { command: ['" + notExecutable + "'] }\n"
                                + "  - id: folder\n    subagent: { command: ['" + folder + "'] }\n"));

        assertThat(result.exitCode()).isEqualTo(1);
        for (JsonNode task : result.json().at("/tasks")) {
            assertThat(task.at("/status").asText()).isEqualTo("failed");
            assertThat(task.at("/error/kind").asText()).isEqualTo("start");
            assertThat(task.at("/error/message").asText()).doesNotContain("Exception");
        }
        assertThat(result.out() + result.err()).doesNotContain("at dev.stretto").doesNotContain("at java.base");
    }

    private static String plan(Stretto stretto, String first, String second) throws Exception {
        return stretto.plan("""
                version: 1
                name: two writers
                workspace: { repository: . }
                tasks:
                  - id: left
                    subagent: { command: [sed, -i, "s/%s/left/", list.txt] }
                  - id: right
                    subagent: { command: [sed, -i, "s/%s/right/", list.txt] }
                """.formatted(first, second));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
