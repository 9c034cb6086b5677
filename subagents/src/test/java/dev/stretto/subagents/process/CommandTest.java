package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.subagents.overlay.WorkPlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest extends AttemptsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 42, 125, 126, 127, 255})
    void an_exit_code_other_than_0_is_a_failure(int code) throws Exception {
        SubagentExit exit = Attempts.exitOf(attempts.start("/bin/sh", "-c", "exit " + code));

        assertThat(exit.exitCode()).isEqualTo(code);
        assertThat(exit.failure()).isEqualTo(new Failure(Failure.Kind.EXIT, "exit code " + code));
    }

    @ParameterizedTest
    @CsvSource({"KILL, 9", "TERM, 15", "SEGV, 11"})
    void a_signal_that_ended_the_command_is_told_by_name(String name, int number) throws Exception {
        SubagentExit exit = Attempts.exitOf(attempts.start("/bin/sh", "-c", "kill -" + name + " $$"));

        assertThat(exit.exitCode()).isEqualTo(128 + number);
        assertThat(exit.failure().message())
                .isEqualTo("exit code %d, ended by signal %d (%s)".formatted(128 + number, number, name));
    }

    @Test
    void a_signal_that_the_command_sends_to_its_group_does_not_hide_how_it_ended() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        SubagentExit exit = Attempts.exitOf(attempts.shell(files, "trap : TERM; kill -TERM 0; exit 3"));

        assertThat(exit.exitCode()).isEqualTo(3);
        assertThat(files.exit()).content().matches("3 \\d+[.]\\d+\n");
    }

    @Test
    void a_failure_says_the_last_lines_of_standard_error() throws Exception {
        SubagentExit exit = Attempts.exitOf(
                attempts.start("/bin/sh", "-c", "for i in 1 2 3 4 5 6 7; do echo line $i >&2; done; exit 1"));

        assertThat(exit.failure().message())
                .isEqualTo("exit code 1; its standard error ends with:\nline 3\nline 4\nline 5\nline 6\nline 7");
    }

    @Test
    void output_goes_to_files() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(attempts.shell(files, "echo out; echo err >&2"));

        assertThat(files.stdout()).hasContent("out");
        assertThat(files.stderr()).hasContent("err");
        assertThat(files.exit()).content().matches("0 \\d+[.]\\d+\n");
    }

    @Test
    void it_runs_in_the_working_directory_with_an_empty_standard_input() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        SubagentExit exit = Attempts.exitOf(attempts.shell(files, "cat; pwd; echo \"$PWD\""));

        String workspace = attempts.workspace().toString();
        assertThat(exit.summary()).isEqualTo(workspace + "\n" + workspace);
    }

    @Test
    void it_leads_a_session_and_a_group_of_its_own_with_nothing_else_open() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent = attempts.shell(files, "cut -d' ' -f5,6 /proc/$$/stat; ls /proc/$$/fd");
        SubagentExit exit = Attempts.exitOf(subagent);

        long pid = subagent.process().orElseThrow().pid();
        assertThat(exit.summary()).isEqualTo(pid + " " + pid + "\n0\n1\n2");
    }

    @Test
    void its_identity_is_written_down_before_it_starts() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent =
                attempts.shell(files, "cat \"$1\"", files.process().toString());
        SubagentExit exit = Attempts.exitOf(subagent);

        assertThat(StartRecord.read(files.process()))
                .isInstanceOfSatisfying(
                        StartRecord.OfProcess.class,
                        started -> assertThat(subagent.process()).contains(started.identity()));
        assertThat(exit.summary()).isEqualTo(Files.readString(files.process()).strip());
    }

    @Test
    void its_words_reach_it_as_they_are() throws Exception {
        List<String> words = List.of(
                "two words",
                "",
                "it's",
                "a \"quote\"",
                "line\nline\n",
                "*",
                "~",
                "$HOME `id` $(id) \\n \\",
                "-rf",
                "--",
                "A=b",
                "; exit 9 #",
                "tab\there",
                "käse 食べる \uD83E\uDD80",
                IntStream.rangeClosed(1, 0x24F).mapToObj(Character::toString).reduce("", String::concat),
                "\r",
                "!",
                "{task}");
        AttemptFiles files = attempts.nextFiles();
        List<String> command = new ArrayList<>(List.of("/usr/bin/printf", "%s\\0"));
        command.addAll(words);
        Attempts.exitOf(attempts.start(command, files));

        String output = Files.readString(files.stdout(), StandardCharsets.UTF_8);
        assertThat(output.split("\0", -1)).containsExactlyElementsOf(terminated(words));
    }

    @Test
    void its_own_program_is_run_and_not_the_shells() throws Exception {
        Path program = attempts.workspace().resolve("exit");
        Files.writeString(program, "#!/bin/sh\necho a program called exit");
        program.toFile().setExecutable(true);
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent = attempts.ended(new CommandRunner()
                .start(
                        List.of("exit", "7"),
                        Map.of("PATH", attempts.workspace() + ":/usr/bin:/bin"),
                        WorkPlace.of(attempts.workspace()),
                        files,
                        () -> false));

        assertThat(Attempts.exitOf(subagent).summary()).isEqualTo("a program called exit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./-fix it", "-l/fix it", "tools/../-l/fix it"})
    void a_program_is_found_relative_to_the_working_directory(String word) throws Exception {
        Files.createDirectories(attempts.workspace().resolve("tools"));
        Path program = attempts.workspace().resolve(word);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho fixed \"$1\"");
        program.toFile().setExecutable(true);

        assertThat(Attempts.exitOf(attempts.start(word, "this")).summary()).isEqualTo("fixed this");
    }

    @Test
    void a_program_whose_interpreter_is_missing_fails_with_what_the_shell_says() throws Exception {
        Path program = attempts.workspace().resolve("fix");
        Files.writeString(program, "#!/no/such/interpreter\n");
        program.toFile().setExecutable(true);
        SubagentExit exit = Attempts.exitOf(attempts.start("./fix"));

        assertThat(exit.exitCode()).isBetween(126, 127);
        assertThat(exit.failure().message()).contains("./fix");
    }

    @Test
    void the_summary_is_the_end_of_standard_output() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        SubagentExit exit =
                Attempts.exitOf(attempts.shell(files, "seq 1 100000; printf '\\033[1mthe \\377 end\\033[0m\\n'"));

        assertThat(exit.summary())
                .startsWith("…\n99")
                .endsWith("100000\nthe \uFFFD end")
                .hasSizeBetween(1_900, 2_002);
    }

    @Test
    void a_result_file_says_more_than_the_output() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        SubagentExit exit = Attempts.exitOf(attempts.shell(
                files,
                "echo chatter; echo '{\"summary\": \"fixed\", \"session\": \"s1\"}' > \"$1\"",
                files.result().toString()));

        assertThat(exit.summary()).isEqualTo("fixed");
        assertThat(exit.session()).isEqualTo("s1");
    }

    @Test
    void a_result_file_that_is_no_json_is_ignored_with_a_notice() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        SubagentExit exit = Attempts.exitOf(attempts.shell(
                files, "echo done; echo 'fixed!' > \"$1\"", files.result().toString()));

        assertThat(exit.completed()).isTrue();
        assertThat(exit.summary()).isEqualTo("done");
        assertThat(exit.notice()).isEqualTo("the result file was ignored: it can't be read as JSON");
    }

    @Test
    void output_is_a_sign_of_life() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent = attempts.shell(files, "echo here");
        Attempts.exitOf(subagent);
        Files.setLastModifiedTime(
                files.stdout(), FileTime.from(subagent.startedAt().plusMillis(1)));

        assertThat(subagent.lastSignOfLife()).isEqualTo(subagent.startedAt().plusMillis(1));
    }

    @Test
    void two_hundred_start_at_once() {
        List<AttemptFiles> files =
                IntStream.range(0, 200).mapToObj(i -> attempts.nextFiles()).toList();
        List<CompletableFuture<SubagentExit>> exits = files.stream()
                .map(attempt -> CompletableFuture.supplyAsync(() -> started(attempt), Thread::startVirtualThread)
                        .thenCompose(RunningSubagent::exit))
                .toList();

        assertThat(exits)
                .allSatisfy(exit -> assertThat(Attempts.await(exit).exitCode()).isZero());
    }

    private static List<String> terminated(List<String> words) {
        List<String> ended = new ArrayList<>(words);
        ended.add("");
        return ended;
    }

    private static RunningSubagent started(AttemptFiles files) {
        try {
            return new CommandRunner().start(List.of("true"), Map.of(), WorkPlace.of(Path.of("/")), files, () -> false);
        } catch (SubagentStartException e) {
            throw new AssertionError(e);
        }
    }
}
