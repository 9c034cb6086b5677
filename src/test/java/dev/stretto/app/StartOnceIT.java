package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.DataFolder;
import dev.stretto.app.testing.Eventually;
import dev.stretto.app.testing.HaltAgent;
import dev.stretto.app.testing.Processes;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine that is asked to start a run is killed before it has answered: the run is there, and is paid for once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartOnceIT {

    @TempDir
    Path folder;

    private Stretto stretto;
    private DataFolder data;
    private Path counted;
    private Running engine;
    private String plan;

    @BeforeEach
    void begin() throws Exception {
        folder = folder.toRealPath();
        stretto = new Stretto(folder);
        data = new DataFolder(folder);
        counted = Files.createFile(folder.resolve("counted"));
        plan = stretto.plan(
                "version: 1\ntasks: [{ id: once, subagent: { command: [sh, -c, 'echo x >> " + counted + "'] } }]\n");
    }

    @Test
    void a_run_whose_engine_is_killed_before_it_answers_is_carried_out_once() throws Exception {
        engineThatIsKilledAt("events-written:run-started");

        Result result = stretto.run("run", "--json", plan);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("another stretto holds");
        checkCarriedOutOnce(result.json().at("/run").asText());
    }

    @Test
    void a_run_whose_engine_is_killed_before_it_is_in_the_log_is_started_by_another_one() throws Exception {
        engineThatIsKilledAt("events-decided:run-started");

        Result result = stretto.run("run", "--json", plan);

        assertThat(result.exitCode()).as(result.err()).isZero();
        checkCarriedOutOnce(result.json().at("/run").asText());
    }

    @Test
    void a_detached_run_whose_engine_is_killed_before_it_answers_goes_on_in_the_background() throws Exception {
        engineThatIsKilledAt("events-written:run-started");

        Result detached = stretto.run("run", "--detach", "--json", plan);

        assertThat(detached.exitCode()).as(detached.err()).isZero();
        String run = detached.json().at("/run").asText();
        assertThat(stretto.run("show", run, "--watch", "--json").exitCode()).isZero();
        checkCarriedOutOnce(run);
        Processes.awaitNone(folder);
    }

    private void engineThatIsKilledAt(String point) throws Exception {
        engine = stretto.start(HaltAgent.haltAt(point), "engine");
        Eventually.holds(
                () -> Files.exists(folder.resolve(".stretto").resolve("engine.json")),
                () -> "the engine can't be reached: " + engine.err());
    }

    private void checkCarriedOutOnce(String run) throws Exception {
        assertThat(engine.await().exitCode()).isEqualTo(HaltAgent.KILLED);
        assertThat(data.runs()).isEqualTo(List.of(run));
        assertThat(Files.readAllLines(counted)).hasSize(1);
    }
}
