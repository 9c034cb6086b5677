package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckIT {
    @TempDir
    Path folder;

    @Test
    void overlapping_scopes_shared_resources_and_dependencies_give_waves_with_reasons() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("""
                version: 1
                defaults: { subagent: { command: ["true"] } }
                tasks:
                  - { id: a, writes: ["src/main/**"], locks: [database] }
                  - { id: b, writes: ["src/**/Foo.java"] }
                  - { id: c, locks: [database] }
                  - { id: d, needs: [b] }
                  - { id: free, writes: ["docs/**"] }
                """);

        Result result = stretto.run("check", "--json", plan);

        JsonNode decision = result.json().at("/decision");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(decision.at("/mode").asText()).isEqualTo("waves");
        assertThat(decision.at("/waves")).hasToString("[[\"a\",\"free\"],[\"b\",\"c\"],[\"d\"]]");
        assertThat(StreamSupport.stream(decision.at("/reasons").spliterator(), false)
                        .map(JsonNode::asText))
                .anyMatch(reason -> reason.contains("b waits for a") && reason.contains("src/main/Foo.java"))
                .anyMatch(reason -> reason.contains("c waits for a") && reason.contains("database"))
                .anyMatch(reason -> reason.contains("d waits for b"));
    }

    @Test
    void a_check_explains_its_decision_from_files_history_and_earlier_runs() throws Exception {
        Repository repository =
                Repository.in(folder, "src/main/Foo.java", "x\n", "ui/form.js", "x\n", "api/form.yaml", "x\n");
        for (String content : new String[] {"1", "2", "3"}) {
            repository.write("ui/form.js", content);
            repository.write("api/form.yaml", content);
            repository.git("commit", "-qam", "both");
            repository.write("src/main/Foo.java", content);
            repository.git("commit", "-qam", "one");
            repository.write("src/main/Foo.java", content + " again");
            repository.git("commit", "-qam", "one more");
        }
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("""
                version: 1
                name: explained
                workspace: { repository: . }
                defaults: { subagent: { command: ["true"] } }
                tasks:
                  - { id: ui, writes: ["ui/**"] }
                  - { id: api, writes: ["api/*"] }
                  - { id: main, writes: ["src/main/**"] }
                  - { id: java, writes: ["**/*.java"] }
                """);
        assertThat(stretto.run("run", "--require-scopes", plan).exitCode()).isZero();

        Result text = stretto.run("check", plan);
        JsonNode json = stretto.run("check", "--json", plan).json();

        assertThat(text.out())
                .contains("Multiple tasks?", "Are they independent?", "Can work in parallel?")
                .contains("PARALLEL DISPATCH in 2 waves")
                .contains("java waits for main", "**/*.java and src/main/** both match src/main/Foo.java\n")
                .contains("known for all 4")
                .contains("api/form.yaml (api) and ui/form.js (ui): both in 4 of the 4 changes");
        assertThat(json.at("/explanation/separations").findValuesAsText("exists"))
                .contains("true", "false");
        assertThat(json.at("/explanation/expectation/known").asInt()).isEqualTo(4);
        assertThat(json.at("/explanation/criticalPath/leads")).hasSizeBetween(1, 2);
        assertThat(json.at("/warnings/0/together").asInt()).isEqualTo(4);
    }

    @Test
    void prompts_are_shown_as_subagents_will_read_them_and_warnings_count_only_if_they_are_to() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("""
                version: 1
                defaults: { subagent: { command: ["true"] } }
                tasks:
                  - { id: a, title: First, prompt: Fix all the tests, writes: ["src/a/**"] }
                  - { id: b, title: Second }
                """);

        Result shown = stretto.run("check", "--prompts", plan);
        Result one = stretto.run("check", "--json", "--strict", "--task", "a", plan);
        Result allowed = stretto.run("check", "--strict", "--allow", "no-context,vague-return", plan);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("# First\n\nFix all the tests\n", "- Second\n", "prompt of b", "no-context: ", "better: ");
        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.json().at("/prompts")).hasSize(1);
        assertThat(one.json().at("/prompts/0/prompt").asText()).contains("- src/a/**");
        assertThat(one.json().at("/lint").findValuesAsText("rule")).containsExactly("no-context", "vague-return");
        assertThat(allowed.exitCode()).as(allowed.out()).isZero();
    }

    @Test
    void every_mistake_is_said_at_once_and_nothing_is_run() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("""
                version: 1
                mode: fast
                defaults:
                  timeout: soon
                tasks:
                  - id: a
                    atempts: 2
                    needs: [nobody]
                    writes: ["../x", "/etc/*"]
                    subagent: { command: [] }
                  - id: a
                    subagent: { profile: no-such-agent }
                  - title: no id
                    subagent: { command: ["true"] }
                  - id: b
                    needs: [c]
                    subagent: { command: ["true"] }
                  - id: c
                    needs: [b]
                    subagent: { command: ["true"] }
                """);

        Result result = stretto.run("run", "--json", plan);

        assertThat(result.exitCode()).isEqualTo(2);
        JsonNode problems = result.json().at("/problems");
        assertThat(problems)
                .hasSizeGreaterThanOrEqualTo(10)
                .allMatch(problem -> problem.at("/line").asInt() > 0);
        assertThat(stretto.run("check", plan).err())
                .contains(plan + ":2:")
                .contains("mode")
                .contains("atempts");
        assertThat(Files.exists(folder.resolve(".stretto"))).isFalse();
    }

    @Test
    void a_data_directory_that_is_named_has_to_be_there_for_whoever_only_reads() throws Exception {
        Stretto stretto = new Stretto(folder);
        Path file = Files.createFile(folder.resolve("some-file.yaml"));
        Path nowhere = folder.resolve("nowhere");

        for (String command : new String[] {"runs", "show latest", "audit latest", "resume", "prune --keep 1"}) {
            Result missing = stretto.run((command + " --data " + nowhere).split(" ", -1));
            Result noDirectory = stretto.run((command + " --data " + file).split(" ", -1));
            Result byVariable = stretto.start(Map.of("STRETTO_DATA", nowhere.toString()), command.split(" ", -1))
                    .await();
            assertThat(missing.exitCode()).as(command).isEqualTo(2);
            assertThat(missing.err()).contains("--data: found no directory " + nowhere);
            assertThat(noDirectory.exitCode()).as(command).isEqualTo(2);
            assertThat(noDirectory.err()).contains("--data: found " + file + ", which is no directory");
            assertThat(byVariable.exitCode()).as(command).isEqualTo(2);
            assertThat(byVariable.err()).contains("STRETTO_DATA: found no directory " + nowhere);
        }
        assertThat(nowhere).doesNotExist();
        assertThat(stretto.run("runs", "--data", folder.toString()).out()).isEqualTo("No runs yet.\n");
    }

    @Test
    void a_repository_that_is_not_there_is_said_with_all_other_problems() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("""
                version: 1
                workspace: { repository: ./nope }
                tasks: [{ id: a, title: "", subagent: { command: ["true"] } }]
                """);

        JsonNode problems = stretto.run("check", "--json", plan).json().at("/problems");

        assertThat(problems.findValuesAsText("field")).containsExactly("workspace.repository", "tasks[0].title");
        assertThat(problems.at("/0/found").asText()).contains("there is no directory " + folder.resolve("nope"));
    }

    @Test
    void an_error_is_a_document_where_one_is_wanted() throws Exception {
        Stretto stretto = new Stretto(folder);
        String plan = stretto.plan("{ version: 1, tasks: [{ id: a, subagent: { command: [\"true\"] } }] }");
        assertThat(stretto.run("run", "--quiet", plan).exitCode()).isZero();

        for (String command : new String[] {
            "show nope",
            "output latest nope",
            "audit nope",
            "prune",
            "blame nope",
            "plan from-tasks",
            "run",
            "run nope.yaml",
            "check --nope",
            "cancel nope"
        }) {
            Result refused = stretto.run((command + " --json").split(" ", -1));
            assertThat(refused.exitCode()).as(command).isEqualTo(2);
            JsonNode document = refused.json();
            if (!document.has("problems")) {
                assertThat(document.at("/error/exitCode").asInt()).as(command).isEqualTo(2);
                assertThat(refused.err()).contains(document.at("/error/message").asText());
            }
        }
        assertThat(stretto.run("show", "nope").out()).isEmpty();
    }

    @Test
    void usage_errors_exit_with_2_and_help_is_everywhere() throws Exception {
        Stretto stretto = new Stretto(folder);

        assertThat(stretto.run("check", "no-such-file.yaml").exitCode()).isEqualTo(2);
        assertThat(stretto.run("frobnicate").exitCode()).isEqualTo(2);
        assertThat(stretto.run("run").exitCode()).isEqualTo(2);
        assertThat(stretto.run("show", "latest").exitCode()).isEqualTo(2);
        assertThat(stretto.run("--version").out()).startsWith("stretto ");
        for (String command : new String[] {"demo", "check", "run", "runs", "show", "output", "cancel", "audit"}) {
            Result help = stretto.run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out())
                    .contains("--json")
                    .contains("--data")
                    .contains("--quiet")
                    .contains("--no-color");
        }
        assertThat(stretto.run("runs", "--json").json().at("/runs")).isEmpty();
    }
}
