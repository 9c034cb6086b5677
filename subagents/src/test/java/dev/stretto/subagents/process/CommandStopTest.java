package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommandStopTest extends AttemptsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void what_it_asks_to_end_has_time_to_clean_up() throws Exception {
        Path pipe = attempts.pipe();
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent = attempts.shell(
                files,
                "trap 'sleep 0.3; echo cleaned up; exit 5' TERM; echo at work > \"$1\"; while :; do sleep 0.01; done",
                pipe.toString());
        Attempts.heardFrom(pipe);

        subagent.stop(LONG);

        assertThat(Attempts.exitOf(subagent).summary()).isEqualTo("cleaned up");
        assertThat(Attempts.exitOf(subagent).exitCode()).isEqualTo(5);
    }

    @Test
    void what_is_ended_by_force_says_so_in_its_exit_file() throws Exception {
        Path pipe = attempts.pipe();
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent =
                attempts.shell(files, "trap '' TERM; echo at work > \"$1\"; exec sleep 1000", pipe.toString());
        Attempts.heardFrom(pipe);

        subagent.stop(SHORT);

        assertThat(files.exit()).content().matches("137 \\d+[.]\\d+\n");
        assertThat(Attempts.exitOf(subagent).failure().message()).contains("signal 9 (KILL)");
    }

    @Test
    void one_that_was_just_started_ends_when_asked_too() throws Exception {
        for (int i = 0; i < 20; i++) {
            RunningSubagent subagent = attempts.start("sleep", "1000");

            subagent.stop(LONG);

            assertThat(Attempts.exitOf(subagent).exitCode()).isEqualTo(143);
        }
    }

    @Test
    void a_grandchild_that_outlives_its_parent_and_ignores_term_is_ended() throws Exception {
        long stray = strayOf("(trap '' TERM; exec sh -c 'echo $$ > \"$0\"; exec sleep 1000' \"$1\") & exit 0");

        assertThat(Attempts.atWork(stray)).isFalse();
    }

    @Test
    void a_grandchild_that_left_the_session_is_ended() throws Exception {
        long stray = strayOf("setsid sh -c 'echo $$ > \"$0\"; exec sleep 1000' \"$1\" & exit 0");

        assertThat(Attempts.atWork(stray)).isFalse();
    }

    @Test
    void a_grandchild_without_the_environment_is_ended() throws Exception {
        long stray = strayOf("env -i sh -c 'echo $$ > \"$0\"; exec sleep 1000' \"$1\" & exit 0");

        assertThat(Attempts.atWork(stray)).isFalse();
    }

    /** The process that a command leaves behind, after everything of it was stopped. */
    private long strayOf(String text) throws Exception {
        Path pipe = attempts.pipe();
        RunningSubagent subagent = attempts.shell(attempts.nextFiles(), text, pipe.toString());
        long stray = Long.parseLong(Attempts.heardFrom(pipe));
        Attempts.exitOf(subagent);
        assertThat(Attempts.atWork(stray)).isTrue();

        subagent.stop(SHORT);
        return stray;
    }

    @Test
    void a_child_that_left_session_and_environment_is_ended_while_its_parent_is_at_work() throws Exception {
        Path pipe = attempts.pipe();
        RunningSubagent subagent = attempts.shell(
                attempts.nextFiles(),
                "setsid env -i sh -c 'echo $$ > \"$0\"; exec sleep 1000' \"$1\" & wait",
                pipe.toString());
        long stray = Long.parseLong(Attempts.heardFrom(pipe));

        subagent.stop(LONG);

        assertThat(Attempts.atWork(stray)).isFalse();
    }

    @Test
    void a_stopped_process_is_ended() throws Exception {
        Path pipe = attempts.pipe();
        RunningSubagent subagent = attempts.shell(
                attempts.nextFiles(), "sleep 1000 & kill -STOP $!; echo $! > \"$1\"; wait", pipe.toString());
        long stopped = Long.parseLong(Attempts.heardFrom(pipe));

        subagent.stop(SHORT);

        assertThat(Attempts.atWork(stopped)).isFalse();
    }

    @Test
    void a_script_that_was_ended_by_force_is_reported_and_its_command_can_still_be_stopped() throws Exception {
        Path pipe = attempts.pipe();
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent = attempts.shell(files, "echo $$ > \"$1\"; exec sleep 1000", pipe.toString());
        long command = Long.parseLong(Attempts.heardFrom(pipe));

        ProcessHandle.of(subagent.process().orElseThrow().pid()).orElseThrow().destroyForcibly();

        SubagentExit exit = Attempts.exitOf(subagent);
        assertThat(exit.exitCode()).isEqualTo(137);
        assertThat(exit.notice()).contains(files.exit().toString(), "ended by force");
        assertThat(files.exit()).doesNotExist();
        assertThat(Attempts.atWork(command)).isTrue();
        subagent.stop(LONG);
        assertThat(Attempts.atWork(command)).isFalse();
    }

    @Test
    void other_attempts_are_left_alone() throws Exception {
        RunningSubagent other = attempts.start("sleep", "1000");
        RunningSubagent subagent = attempts.start("sleep", "1000");

        subagent.stop(LONG);

        assertThat(other.exit()).isNotDone();
        assertThat(ProcessEntry.alive(other.process().orElseThrow())).isTrue();
    }

    @Test
    void two_can_stop_it_at_the_same_time() throws Exception {
        RunningSubagent subagent = attempts.start("sleep", "1000");

        Attempts.await(CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> subagent.stop(LONG)),
                CompletableFuture.runAsync(() -> subagent.stop(LONG))));

        assertThat(Attempts.exitOf(subagent).exitCode()).isEqualTo(143);
    }

    @Test
    void what_an_attempt_within_the_attempt_started_is_ended_with_it() throws Exception {
        Path pipe = attempts.pipe();
        RunningSubagent subagent = attempts.shell(
                attempts.nextFiles(),
                "STRETTO_ATTEMPT_ID=$STRETTO_ATTEMPT_ID:inner setsid sh -c 'echo $$ > \"$0\"; exec sleep 1000' \"$1\" & exit 0",
                pipe.toString());
        long inner = Long.parseLong(Attempts.heardFrom(pipe));
        Attempts.exitOf(subagent);

        subagent.stop(LONG);

        assertThat(Attempts.atWork(inner)).isFalse();
    }
}
