package dev.stretto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void a_folder_that_is_not_there_is_refused_in_one_line() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(run("--folder", nowhere.toString())).isEqualTo(2);
        assertThat(lines())
                .containsExactly("benchmarks: --folder: " + nowhere + " is no folder that can be written to");
    }

    @Test
    void a_file_in_a_folder_that_is_not_there_is_refused_before_anything_is_measured() throws Exception {
        Path file = folder.resolve("nowhere/results.json");
        assertThat(run("--json", file.toString(), "--folder", folder.toString()))
                .isEqualTo(2);
        assertThat(lines()).containsExactly("benchmarks: --json: " + file + " is no file that can be written");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_refused() throws Exception {
        Path file = Files.createDirectory(folder.resolve("results.json"));
        assertThat(run("--json", file.toString())).isEqualTo(2);
        assertThat(lines()).containsExactly("benchmarks: --json: " + file + " is no file that can be written");
    }

    @Test
    void what_nothing_is_called_is_refused_and_what_there_is_is_told() {
        assertThat(run("--folder", folder.toString(), "fan-in")).isEqualTo(2);
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("benchmarks: nothing is called fan-in; there is: fan-out,");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_unknown_option_is_refused_in_one_line() {
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(lines()).hasSize(1);
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private List<String> lines() {
        return err.toString().lines().toList();
    }
}
