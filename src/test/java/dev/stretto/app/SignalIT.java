package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.stretto.app.testing.DataFolder;
import dev.stretto.app.testing.Processes;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.app.testing.Watched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals that come before a command has begun to follow a run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignalIT {
    @TempDir
    Path folder;

    private Path data;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        data = repository.directory().resolve(".stretto");
        stretto = new Stretto(repository.directory());
    }

    @Test
    void an_interrupt_while_a_run_is_being_started_cancels_it() throws Exception {
        String plan = plan("exec sleep 300");

        Result result = startedWith("INT", plan).await();

        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        JsonNode report = result.json();
        assertThat(report.at("/status").asText()).isEqualTo("cancelled");
        assertThat(report.at("/tasks/0/status").asText()).isEqualTo("cancelled");
        assertThat(result.err()).contains("cancelling the run");
        Processes.awaitNone(folder);
    }

    @Test
    void a_terminal_that_goes_away_while_a_run_is_being_started_leaves_it_to_the_background() throws Exception {
        Path go = folder.resolve("go");
        String plan = plan("until [ -e " + go + " ]; do sleep 0.05; done");

        Result result = startedWith("HUP", plan).await();

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.err()).contains("goes on in the background");
        Files.createFile(go);
        Result watched = stretto.run("show", "latest", "--watch", "--json");
        assertThat(watched.json().at("/status").asText()).isEqualTo("completed");
        Watched.awaitGone(data.resolve("engine.json"));
        Processes.awaitNone(folder);
    }

    @Test
    void an_interrupt_before_there_is_an_engine_ends_the_command_and_nothing_was_begun() throws Exception {
        String plan = plan("exit 0");
        CompletableFuture<Long> command = new CompletableFuture<>();
        HttpServer dying = engineThatEnds(() -> Processes.signal("INT", command.get()));
        try {
            Running running = stretto.start(Map.of(), "run", "--json", plan);
            command.complete(running.process().pid());
            Result result = running.await();

            assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
            assertThat(result.err()).contains("interrupted before anything was begun");
            assertThat(result.json().at("/error/exitCode").asInt()).isEqualTo(3);
            assertThat(new DataFolder(data.getParent()).runs()).isEmpty();
            assertThat(data.resolve("engine.json")).doesNotExist();
        } finally {
            dying.stop(0);
        }
    }

    /** A command that gets a signal while it pins what its run starts from, by the git that it asks. */
    private Running startedWith(String signal, String plan) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path git = programs.resolve("git");
        Files.writeString(git, """
                #!/bin/sh
                case " $* " in *" status "*) mkdir '%1$s.told' 2>/dev/null && kill -%2$s $PPID ;; esac
                PATH=${PATH#*:}
                exec git "$@"
                """.formatted(git, signal));
        assertThat(git.toFile().setExecutable(true)).isTrue();
        return stretto.start(Map.of("PATH", programs + ":" + System.getenv("PATH")), "run", "--json", plan);
    }

    private String plan(String script) throws IOException {
        return stretto.plan("""
                version: 1
                workspace: { repository: . }
                tasks:
                  - id: work
                    subagent: { command: [sh, -c, '%s'] }
                """.formatted(script));
    }

    /** Something that may fail. */
    private interface Action {
        void execute() throws Exception;
    }

    /** An engine in another process, as a command finds one that ends before it has answered. */
    private HttpServer engineThatEnds(Action asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.execute();
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("engine.json"),
                "{\"pid\":1,\"port\":%d,\"token\":\"none\"}"
                        .formatted(server.getAddress().getPort()));
        return server;
    }
}
