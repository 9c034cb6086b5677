package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlainTextTest {
    @TempDir
    Path folder;

    @Test
    void plain_text_stays_as_it_is() {
        assertThat(PlainText.of("one\n\ttwo – drei 食 \uD83E\uDD80\n")).isEqualTo("one\n\ttwo – drei 食 \uD83E\uDD80\n");
    }

    @Test
    void escape_sequences_are_left_out() {
        assertThat(
                        PlainText.of(
                                "\u001B[1;31mred\u001B[0m \u001B]8;;file:///x\u001B\\link\u001B]8;;\u0007 \u001B(B\u001B7end\u009B2K"))
                .isEqualTo("red link end");
    }

    @Test
    void control_characters_are_left_out() {
        assertThat(PlainText.of("a\0b\bc\u007Fd\u0085e")).isEqualTo("abcde");
    }

    @Test
    void of_a_line_that_was_written_over_the_last_text_stays() {
        assertThat(PlainText.of("10%\r50%\r100%\nnext\r\r\n1%\r2%\r")).isEqualTo("100%\nnext\n2%");
    }

    @Test
    void text_that_fits_is_not_cut() {
        assertThat(PlainText.end("one\ntwo", 7, false)).isEqualTo("one\ntwo");
    }

    @Test
    void text_is_cut_at_the_start_of_a_line_with_a_mark() {
        assertThat(PlainText.end("one\ntwo\nthree", 10, false)).isEqualTo("…\ntwo\nthree");
        assertThat(PlainText.end("one\ntwo\nthree", 8, false)).isEqualTo("…\nthree");
        assertThat(PlainText.end("one\ntwo\nthree", 9, false)).isEqualTo("…\ntwo\nthree");
    }

    @Test
    void a_line_that_is_too_long_is_cut_between_characters() {
        assertThat(PlainText.end("x\uD83E\uDD80abc", 4, false)).isEqualTo("…abc");
    }

    @Test
    void blank_output_is_no_summary() throws Exception {
        Path file = Files.writeString(folder.resolve("stdout"), " \n\u001B[0m\n");

        assertThat(OutputEnd.summary(file)).isNull();
    }

    @Test
    void missing_output_is_no_summary() {
        assertThat(OutputEnd.summary(folder.resolve("none"))).isNull();
    }

    @Test
    void one_enormous_line_is_cut_too() throws Exception {
        Path file = Files.writeString(folder.resolve("stdout"), "食".repeat(200_000));

        assertThat(OutputEnd.summary(file)).isEqualTo("…" + "食".repeat(2_000));
    }
}
