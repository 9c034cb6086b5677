package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts begin where really no more file can be opened. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullMachineTest {

    @TempDir
    Path folder;

    @Test
    void an_attempt_that_waits_for_room_is_cancelled_at_once_and_let_go_at_once() throws Exception {
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
                .containsExactly(
                        "> in vain: true", "> cancelled: cancelled, the user wants it", "> nothing is under way: true");
    }
}
