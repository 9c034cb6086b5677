package dev.stretto.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Eventually;
import dev.stretto.app.testing.Processes;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.subagents.process.AttemptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Gives the id of a subagent that has ended to another process, and shows that this is left alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StrangerIT extends KilledEngine {

    @Test
    void a_process_that_has_got_the_id_of_a_dead_subagent_is_left_alone_and_the_attempt_is_repeated() throws Exception {
        Process stranger = stranger();
        try {
            String run = killWithOneAtWork("[ $STRETTO_ATTEMPT = 2 ] || " + gate());
            endAndForge(run, stranger);

            Result resumed = stretto.run("resume", "--json");

            assertThat(resumed.exitCode()).as(resumed.err()).isZero();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(Files.readAllLines(begun)).containsExactly("t 1", "t 2");
            checkLost(run);
        } finally {
            stranger.destroyForcibly().waitFor();
        }
        checkThatNothingIsLeft();
    }

    @Test
    void a_process_that_has_got_the_id_of_a_dead_subagent_survives_the_cancelling_of_the_run() throws Exception {
        Process stranger = stranger();
        try {
            String run = killWithOneAtWork(gate());
            endAndForge(run, stranger);

            Result cancelled = stretto.run("cancel", run);

            assertThat(cancelled.exitCode()).as(cancelled.err()).isZero();
            assertThat(data.report(run).status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
        checkThatNothingIsLeft();
    }

    @Test
    void an_attempt_of_before_the_machine_was_booted_is_lost_and_repeated_and_its_work_is_kept() throws Exception {
        Process stranger = stranger();
        try {
            String run = killWithOneAtWork(
                    "echo half > half.txt; [ $STRETTO_ATTEMPT = 2 ] || { touch half; " + gate() + "; }");
            Path half = new DataDirectory(repository.directory().resolve(".stretto"))
                    .workspaces()
                    .resolve(run + "/t/1/half");
            Eventually.holds(() -> Files.exists(half), () -> half + " is not there");
            Processes.killGroups(List.of(data.process(run, "t", 1)));
            AttemptFiles files = data.attempt(run, "t", 1);
            String[] identity = Files.readString(files.process()).split(" ", -1);
            // Even one that has the very id and start of the one before the boot is another one.
            Files.writeString(
                    files.process(),
                    stranger.pid() + " " + startOf(stranger) + " 00000000-0000-4000-8000-000000000000 " + identity[3]);

            Result resumed = stretto.run("resume", "--json");

            assertThat(resumed.exitCode()).as(resumed.err()).isZero();
            assertThat(stranger.isAlive()).isTrue();
            checkLost(run);
            assertThat(repository.git("show", "refs/stretto-attempts/" + run + "/t/1:half.txt"))
                    .isEqualTo("half");
            assertThat(repository.git("show", "stretto/" + run + ":half.txt")).isEqualTo("half");
        } finally {
            stranger.destroyForcibly().waitFor();
        }
        checkThatNothingIsLeft();
    }

    /** Ends the subagent, and has the attempt name another process, which was started at another time. */
    private void endAndForge(String run, Process stranger) throws Exception {
        AttemptFiles files = data.attempt(run, "t", 1);
        Processes.killGroups(List.of(data.process(run, "t", 1)));
        String[] identity = Files.readString(files.process()).split(" ", -1);
        identity[0] = String.valueOf(stranger.pid());
        identity[1] = String.valueOf(startOf(stranger) - 1);
        Files.writeString(files.process(), String.join(" ", identity));
    }

    /** A process in a session of its own, as a subagent is, that has nothing to do with Stretto. */
    private static Process stranger() throws IOException {
        return new ProcessBuilder("setsid", "sleep", "300").start();
    }

    private static long startOf(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    private void checkLost(String run) throws Exception {
        Report report = data.report(run);
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.tasks().getFirst().attempts()).isEqualTo(2);
        assertThat(data.log(run))
                .anySatisfy(entry -> assertThat(new String(entry.json(), UTF_8))
                        .contains("attempt-failed")
                        .contains("\"kind\":\"lost\""));
        assertThat(data.findings(run)).isEmpty();
    }
}
