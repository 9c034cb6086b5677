package dev.stretto.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintableTest {
    @Test
    void what_terminals_do_not_agree_about_the_width_of_is_taken_apart() {
        assertThat(Printable.ofKnownWidth(
                        "zwj \uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA \u26A0\uFE0F \u00FC"))
                .isEqualTo("zwj \uD83D\uDC69\uD83D\uDC67 DE \u26A0 \u00FC");
    }

    @Test
    void codes_that_move_the_cursor_are_shown_and_not_obeyed() {
        assertThat(Printable.text("a\u001b[2Jb\u0007\u009bc")).isEqualTo("a\\x1b[2Jb\\x07\\x9bc");
    }

    @Test
    void text_keeps_its_lines_and_a_name_stays_on_one() {
        assertThat(Printable.text("one\n\ttwo")).isEqualTo("one\n\ttwo");
        assertThat(Printable.line("one\n\ttwo")).isEqualTo("one\\x0a\\x09two");
    }

    @Test
    void what_would_turn_the_direction_of_the_rest_is_shown() {
        assertThat(Printable.line("a\u202etxt.exe")).isEqualTo("a\\u202etxt.exe");
    }

    @Test
    void letters_of_all_scripts_stay_what_they_are() {
        assertThat(Printable.line("Größe 大きさ 🎼")).isEqualTo("Größe 大きさ 🎼");
    }
}
