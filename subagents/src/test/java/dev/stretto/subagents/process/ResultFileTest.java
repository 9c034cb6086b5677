package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class ResultFileTest {
    @TempDir
    Path folder;

    @Test
    void without_a_file_nothing_is_said() {
        assertThat(ResultFile.read(folder.resolve("none"))).isEqualTo(new ResultFile(null, null, null, null));
    }

    @Test
    void all_parts_are_read() throws Exception {
        assertThat(read("""
                        {"summary": "fixed", "session": "s-1", "more": [1],
                         "usage": {"inputTokens": 9000000000, "outputTokens": 0, "usd": 0.25}}
                        """)).isEqualTo(new ResultFile("fixed", new Usage(9_000_000_000L, 0L, 250_000L), "s-1", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"summary\": null, \"usage\": null, \"session\": null}",
                "{\"summary\": \" \", \"usage\": {}}"
            })
    void parts_may_be_absent(String json) throws Exception {
        assertThat(read(json)).isEqualTo(new ResultFile(null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | it is empty",
                "[]                                   | it is no JSON object",
                "null                                 | it is no JSON object",
                "{\"summary\": \"cut o                | it can't be read as JSON",
                "{} {}                                | it can't be read as JSON",
                "{\"summary\": 1}                     | summary is no text",
                "{\"session\": {}}                    | session is no text",
                "{\"usage\": 3}                       | usage is no object",
                "{\"usage\": {\"inputTokens\": \"9\"}}| usage.inputTokens is no whole number from 0 on",
                "{\"usage\": {\"inputTokens\": 1.5}}  | usage.inputTokens is no whole number from 0 on",
                "{\"usage\": {\"outputTokens\": 1e40}}| usage.outputTokens is no whole number from 0 on",
                "{\"usage\": {\"outputTokens\": -1}}  | usage.outputTokens is no whole number from 0 on",
                "{\"usage\": {\"usd\": -0.5}}         | usage.usd is no number from 0 to 999999999999",
                "{\"usage\": {\"usd\": 1e999}}        | usage.usd is no number from 0 to 999999999999"
            })
    void what_is_wrong_is_said_and_nothing_is_taken(String json, String problem) throws Exception {
        assertThat(read(json)).isEqualTo(new ResultFile(null, null, null, "the result file was ignored: " + problem));
    }

    @Test
    void nesting_without_end_is_no_json() throws Exception {
        assertThat(read("[".repeat(500_000)).notice()).contains("can't be read as JSON");
    }

    @Test
    void more_than_a_mebibyte_is_too_large() throws Exception {
        assertThat(read("{\"summary\": \"" + "x".repeat(1024 * 1024) + "\"}").notice())
                .contains("larger than 1 MiB");
    }

    @Test
    void a_long_summary_is_cut_with_a_mark() throws Exception {
        assertThat(read("{\"summary\": \"" + "x".repeat(20_000) + "\"}").summary())
                .isEqualTo("x".repeat(16_000) + "\n…");
    }

    @Test
    void control_characters_are_left_out() throws Exception {
        assertThat(read("{\"summary\": \"\\u001b[31mred\\u001b[0m\\u0007\\nline\"}")
                        .summary())
                .isEqualTo("red\nline");
    }

    @Test
    void a_pipe_is_not_waited_for() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        assertThat(ResultFile.read(pipe).notice()).contains("no regular file");
    }

    @Test
    void a_link_to_nothing_is_noticed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nothing"));

        assertThat(ResultFile.read(link).notice()).contains("no regular file");
    }

    private ResultFile read(String json) throws Exception {
        return ResultFile.read(Files.writeString(folder.resolve("result.json"), json));
    }
}
