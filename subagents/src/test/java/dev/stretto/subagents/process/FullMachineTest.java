package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands are started where really no more file can be opened. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullMachineTest {
    private static final String TOO_MANY =
            "the command could not be started: too many files are open (/dev/null (Too many open files))";

    @TempDir
    Path folder;

    @Test
    void a_command_waits_until_there_is_room_or_nobody_wants_it_any_more() throws Exception {
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 200 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullMachine.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        List<String> findings =
                said.lines().filter(line -> line.startsWith("> ")).toList();
        assertThat(findings)
                .satisfiesExactly(
                        tooLong -> assertThat(tooLong)
                                .startsWith(
                                        "> too long: the command could not be started: its environment is too long"),
                        goesOn -> assertThat(goesOn).isEqualTo("> goes on: 0"),
                        interrupted -> assertThat(interrupted).isEqualTo("> interrupted: " + TOO_MANY),
                        kept -> assertThat(kept).isEqualTo("> interrupt kept: true"),
                        givenUp -> assertThat(givenUp).isEqualTo("> given up: " + TOO_MANY),
                        input -> assertThat(input).isEqualTo("> standard input: 0"));
    }
}
