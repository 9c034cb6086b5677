package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.subagents.overlay.WorkPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what happens at fault points is said for the whole machine")
class CommandReattachmentTest extends AttemptsTest {

    @Test
    void an_attempt_that_was_never_started_is_not_there_to_reattach() {
        assertThat(new CommandRunner().reattach(attempts.nextFiles())).isEmpty();
    }

    @Test
    void one_whose_process_says_who_it_is_only_as_it_is_started_again_is_not_started_twice() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Path pipe = attempts.pipe();
        List<String> words = List.of("/bin/sh", "-c", "echo begun; cat \"$1\"; exit 4", "sh", pipe.toString());
        ProcessBuilder earlier =
                CommandLaunch.prepare(words, Map.of(), WorkPlace.of(attempts.workspace()), files, "earlier");
        FaultPoint.whenReached((point, detail) -> {
            if (point == FaultPoint.SCRIPT_WRITTEN) {
                startAndAwait(earlier, files);
            }
        });
        RunningSubagent started;
        try {
            started = attempts.start(words, files);
        } finally {
            FaultPoint.whenReached((point, detail) -> {});
        }

        assertThat(StartRecord.read(files.process()))
                .isInstanceOfSatisfying(
                        StartRecord.OfProcess.class,
                        record -> assertThat(started.process()).contains(record.identity()));
        Files.writeString(pipe, "finished\n");
        assertThat(Attempts.exitOf(started).exitCode()).isEqualTo(4);
        assertThat(Files.readString(files.stdout())).isEqualTo("begun\nfinished\n");
    }

    private void startAndAwait(ProcessBuilder builder, AttemptFiles files) {
        try {
            builder.start();
            awaitStart(files);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void one_that_is_at_work_is_watched_until_it_ends() throws Exception {
        Path pipe = attempts.pipe();
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent first = attempts.shell(files, "cat \"$1\"; exit 4", pipe.toString());
        awaitStart(files);

        RunningSubagent reattached = attempts.reattach(files);

        assertThat(reattached.process()).isEqualTo(first.process());
        assertThat(reattached.exit()).isNotDone();
        Files.writeString(pipe, "finished\n");
        assertThat(Attempts.exitOf(reattached).exitCode()).isEqualTo(4);
        assertThat(Attempts.exitOf(reattached).summary()).isEqualTo("finished");
    }

    @Test
    void one_that_has_ended_meanwhile_is_harvested_at_once() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        SubagentExit exit = Attempts.exitOf(attempts.shell(files, "echo done"));

        RunningSubagent reattached = attempts.reattach(files);

        assertThat(reattached.exit()).isDone();
        assertThat(Attempts.exitOf(reattached).summary()).isEqualTo(exit.summary());
        assertThat(Attempts.exitOf(reattached).exitCode()).isZero();
    }

    @Test
    void one_that_is_gone_without_an_exit_status_is_lost() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(attempts.shell(files, "echo half done"));
        Files.delete(files.exit());

        SubagentExit exit = Attempts.exitOf(attempts.reattach(files));

        assertThat(exit.failure().kind()).isEqualTo(Failure.Kind.LOST);
        assertThat(exit.exitCode()).isNull();
        assertThat(exit.summary()).isEqualTo("half done");
    }

    @Test
    void an_exit_status_that_appears_a_moment_later_counts() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(attempts.shell(files, "exit 6"));
        Files.delete(files.exit());

        RunningSubagent reattached = attempts.reattach(files);
        Files.writeString(files.exit(), "6\n");

        assertThat(Attempts.exitOf(reattached).exitCode()).isEqualTo(6);
    }

    @Test
    void half_an_exit_status_does_not_count() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(attempts.shell(files, "exit 0"));
        Files.writeString(files.exit(), "0");

        assertThat(Attempts.exitOf(attempts.reattach(files)).failure().kind()).isEqualTo(Failure.Kind.LOST);
    }

    @Test
    void one_from_before_a_restart_of_the_machine_is_lost() throws Exception {
        ProcessIdentity bystander = bystander();
        AttemptFiles files = forged(new ProcessIdentity(bystander.pid(), bystander.started(), "another-boot"));

        RunningSubagent reattached = attempts.reattach(files);

        assertThat(reattached.exit()).isDone();
        assertThat(Attempts.exitOf(reattached).failure().message()).contains("restarted");
        reattached.stop(Duration.ZERO);
        assertThat(ProcessEntry.alive(bystander)).isTrue();
    }

    @Test
    void a_process_that_got_the_id_of_the_subagents_later_is_left_alone() throws Exception {
        ProcessIdentity bystander = bystander();
        AttemptFiles files = forged(new ProcessIdentity(bystander.pid(), bystander.started() - 1, bystander.boot()));

        RunningSubagent reattached = attempts.reattach(files);

        assertThat(Attempts.exitOf(reattached).failure().kind()).isEqualTo(Failure.Kind.LOST);
        reattached.stop(Duration.ZERO);
        assertThat(ProcessEntry.alive(bystander)).isTrue();
    }

    @Test
    void a_record_that_was_torn_by_a_power_failure_is_lost() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Files.createDirectories(files.directory());
        Files.writeString(files.process(), "12 3");

        RunningSubagent reattached = attempts.reattach(files);

        assertThat(reattached.process()).isEmpty();
        assertThat(Attempts.exitOf(reattached).failure().kind()).isEqualTo(Failure.Kind.LOST);
    }

    @Test
    void what_a_lost_one_left_behind_is_ended() throws Exception {
        Path pipe = attempts.pipe();
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent first = attempts.shell(files, "echo $$ > \"$1\"; exec sleep 1000", pipe.toString());
        long command = Long.parseLong(Attempts.heardFrom(pipe));
        ProcessHandle.of(first.process().orElseThrow().pid()).orElseThrow().destroyForcibly();
        Attempts.exitOf(first);

        RunningSubagent reattached = attempts.reattach(files);
        reattached.stop(Duration.ofSeconds(20));

        assertThat(Attempts.exitOf(reattached).failure().kind()).isEqualTo(Failure.Kind.LOST);
        assertThat(Attempts.atWork(command)).isFalse();
    }

    @Test
    void an_interrupted_thread_sees_what_is_there() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(attempts.shell(files, "exit 8"));

        Thread.currentThread().interrupt();
        RunningSubagent reattached = attempts.reattach(files);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Attempts.exitOf(reattached).exitCode()).isEqualTo(8);
    }

    @Test
    void of_two_engines_that_start_the_same_attempt_one_runs_the_command() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Files.createDirectories(files.directory());
        Path script = Files.writeString(files.script(), AttemptScript.of(List.of("/bin/echo", "once")));
        ProcessBuilder engine = new ProcessBuilder("/bin/sh", script.toString())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.stdout().toFile()));
        engine.environment().put(AttemptEnvironment.COOKIES, "c00c1e");

        Process one = engine.start();
        Process other = engine.start();

        assertThat(List.of(
                        Attempts.await(one.onExit()).exitValue(),
                        Attempts.await(other.onExit()).exitValue()))
                .containsExactlyInAnyOrder(0, CommandLaunch.NOT_STARTED);
        assertThat(files.stdout()).hasContent("once");
    }

    /** Some process that has nothing to do with the attempt. */
    private ProcessIdentity bystander() throws Exception {
        return attempts.start("sleep", "1000").process().orElseThrow();
    }

    private AttemptFiles forged(ProcessIdentity process) throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Files.createDirectories(files.directory());
        Files.writeString(
                files.process(), process.pid() + " " + process.started() + " " + process.boot() + " c00c1e\n");
        return files;
    }

    /** A command that has written to its pipe has written down who it is; one that reads from it has to be waited for. */
    private void awaitStart(AttemptFiles files) throws Exception {
        while (!(StartRecord.read(files.process()) instanceof StartRecord.OfProcess)) {
            Thread.onSpinWait();
        }
    }
}
