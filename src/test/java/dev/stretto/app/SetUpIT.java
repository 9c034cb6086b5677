package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.app.testing.Watched;
import dev.stretto.subagents.overlay.Mounting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attempts find around them: ignored files, what a set-up makes, variables, ports. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetUpIT {
    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void repository() throws Exception {
        repository = Repository.in(folder.resolve("repo"), ".gitignore", "modules/\n.env\n");
        stretto = new Stretto(repository.directory());
    }

    @Test
    void each_workspace_is_set_up_before_its_subagent_starts_and_torn_down_afterwards() throws Exception {
        Files.writeString(repository.directory().resolve(".env"), "MODE=local\n");
        String plan = stretto.plan("""
                version: 1
                workspace:
                  repository: .
                  include: [".env"]
                  setup: { command: [sh, -c, 'mkdir modules; cp .env modules/; echo installed; echo up >> %1$s/log'] }
                  teardown: { command: [sh, -c, 'cat modules/.env; echo down $STRETTO_PORT_WEB >> %1$s/log'] }
                defaults:
                  ports: [web]
                  env: { GREETING: hello }
                  subagent: { command: [sh, -c, 'cat modules/.env; env | grep -e GREETING -e STRETTO_ | sort; echo x > $STRETTO_TASK'] }
                tasks:
                  - { id: a, env: { GREETING: welcome } }
                  - { id: b }
                synthesis:
                  verify: { command: [sh, -c, 'test "$GREETING" = hello && test -f modules/.env'] }
                """.formatted(folder));

        Result run = stretto.run("run", "--json", plan);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.json().at("/tasks/0/files")).hasSize(1);
        assertThat(run.json().at("/tasks/0/notices")).isEmpty();
        String a = stretto.run("output", "latest", "a").out();
        String b = stretto.run("output", "latest", "b").out();
        assertThat(a).startsWith("MODE=local\n").contains("GREETING=welcome\n");
        assertThat(b).contains("GREETING=hello\n");
        assertThat(List.of(value(a, "STRETTO_SLOT"), value(b, "STRETTO_SLOT")))
                .as("others on the machine may have some, too")
                .allMatch(slot -> slot.matches("\\d+"))
                .doesNotHaveDuplicates();
        assertThat(value(a, "STRETTO_PORT_WEB")).isNotEqualTo(value(b, "STRETTO_PORT_WEB"));
        assertThat(stretto.run("output", "latest", "a", "--setup").out()).isEqualTo("installed\n");
        assertThat(Files.readAllLines(folder.resolve("log")))
                .as("two attempts and the verification")
                .containsOnlyOnce("down " + value(a, "STRETTO_PORT_WEB"), "down " + value(b, "STRETTO_PORT_WEB"))
                .filteredOn("up"::equals)
                .hasSize(3);
    }

    @Test
    void what_a_set_up_makes_is_made_once_for_all_attempts_and_the_next_run() throws Exception {
        assumeOverlays();
        String plan = sharing("mkdir modules; echo m > modules/m; echo up >> %1$s/log".formatted(folder));

        Result run = stretto.run("run", "--json", plan);
        Result next = stretto.run("run", "--json", plan);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(next.exitCode()).as(next.out() + next.err()).isZero();
        assertThat(run.json().at("/isolation/isolation").asText()).isEqualTo("overlay");
        assertThat(run.json().at("/isolation/because").asText()).isEqualTo("the plan has a set-up");
        assertThat(run.json().at("/tasks/0/files/0/path").asText()).isEqualTo("a");
        assertThat(run.json().at("/tasks/0/files")).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("log")))
                .as("once for the attempts of both runs, and once for what each verifies")
                .hasSize(3);
        assertThat(stretto.run("output", "latest", "b", "--setup").exitCode()).isZero();
    }

    @Test
    void a_set_up_that_holds_the_path_of_its_workspace_runs_in_each() throws Exception {
        assumeOverlays();
        String plan = sharing("mkdir modules; pwd > modules/m; echo up >> %1$s/log".formatted(folder));

        Result run = stretto.run("run", "--json", plan);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("log")))
                .as("two attempts and the verification")
                .hasSize(3);
        assertThat(stretto.run("output", "latest", "a").out().strip()).endsWith("/a/1");
        assertThat(stretto.run("output", "latest", "b").out().strip()).endsWith("/b/1");
    }

    private String sharing(String setUp) throws Exception {
        return stretto.plan("""
                version: 1
                workspace: { repository: ., setup: { command: [sh, -c, '%s'] } }
                defaults: { subagent: { command: [sh, -c, 'cat modules/m; rm modules/m; echo x > $STRETTO_TASK'] } }
                tasks: [{ id: a }, { id: b }]
                synthesis: { verify: { command: [test, -f, modules/m] } }
                """.formatted(setUp));
    }

    private void assumeOverlays() {
        assumeTrue(
                Mounting.in(folder.resolve("trial")) instanceof Mounting.Trial.Possible,
                "this machine permits no overlays");
    }

    @Test
    void a_set_up_that_fails_is_run_once_and_starts_no_subagent() throws Exception {
        String plan = stretto.plan("""
                version: 1
                workspace: { repository: ., setup: { command: [sh, -c, 'echo x >> %1$s/set-up; echo no network; exit 3'] } }
                defaults: { attempts: 2, backoff: 10ms, subagent: { command: [touch, '%1$s/started'] } }
                tasks: [{ id: a }, { id: b }, { id: c }]
                """.formatted(folder));

        Result run = stretto.run("run", "--json", plan);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("started")).doesNotExist();
        assertThat(folder.resolve("set-up")).hasContent("x");
        for (JsonNode task : run.json().at("/tasks")) {
            assertThat(task.at("/error/kind").asText()).isEqualTo("workspace");
            assertThat(task.at("/error/message").asText())
                    .contains("the set-up of the workspace failed", "exit code 3", "no network");
        }
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void a_set_up_that_takes_too_long_is_ended() throws Exception {
        String plan = stretto.plan("""
                version: 1
                workspace: { repository: ., setup: { command: [sleep, '300'], timeout: 200ms } }
                tasks: [{ id: a, subagent: { command: ["true"] } }]
                """);

        Result run = stretto.run("run", "--json", plan);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().at("/tasks/0/error/message").asText()).contains("ended after 200ms");
    }

    @Test
    void a_cancelled_run_ends_its_set_up() throws Exception {
        Running running = stretto.start(Map.of(), "run", "--json", stretto.plan("""
                version: 1
                workspace: { repository: ., setup: { command: [sh, -c, 'echo $$ > %s/pid; exec sleep 300'] } }
                tasks: [{ id: a, subagent: { command: ["true"] } }]
                """.formatted(folder)));
        Watched.awaitExists(folder.resolve("pid"));

        stretto.run("cancel", "latest");

        Result run = running.await();
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(3);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void values_from_elsewhere_are_found_by_the_subagent_and_nowhere_on_disk() throws Exception {
        String secret = "s3cret-of-the-test-9131";
        Files.writeString(repository.directory().resolve("key"), secret + "\n");
        String plan = stretto.plan("""
                version: 1
                workspace: { repository: . }
                defaults: { env: { TOKEN: { fromEnv: MY_TOKEN }, KEY: { fromFile: key } } }
                tasks: [{ id: a, subagent: { command: [sh, -c, 'test "$TOKEN" = "$KEY" && test ${#TOKEN} = 23'] } }]
                """);

        Result refused = stretto.run("run", plan);
        Result run =
                stretto.start(Map.of("MY_TOKEN", secret), "run", "--json", plan).await();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("no value for TOKEN: the variable MY_TOKEN is not set");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        try (Stream<Path> files = Files.walk(repository.directory().resolve(".stretto"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain(secret));
        }
    }

    @Test
    void a_secret_in_a_plan_is_refused_without_being_repeated() throws Exception {
        String key = "ghp_" + "0123456789abcdef".repeat(2) + "0123";
        Result check = stretto.run("check", stretto.plan("""
                version: 1
                defaults: { env: { TOKEN: %s }, ports: [web, web] }
                tasks: [{ id: a, subagent: { command: ["true"] } }]
                """.formatted(key)));

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err() + check.out())
                .contains("defaults.env.TOKEN", "fromEnv", "defaults.ports[1]")
                .doesNotContain(key);
    }

    private static String value(String output, String variable) {
        return output.lines()
                .filter(line -> line.startsWith(variable + "="))
                .map(line -> line.substring(variable.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
