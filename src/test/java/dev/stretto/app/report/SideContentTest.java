package dev.stretto.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.synthesis.CollisionKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SideContentTest {

    @Test
    void utf_8_is_text_and_everything_else_is_base64() {
        byte[] latin1 = "grün".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(of("grün\n".getBytes(StandardCharsets.UTF_8), 6).text()).isEqualTo("grün\n");
        assertThat(of(latin1, 4).text()).isNull();
        assertThat(of(latin1, 4).base64()).isEqualTo(Base64.getEncoder().encodeToString(latin1));
        assertThat(of(new byte[] {'a', 0, 'b'}, 3).text()).isNull();
        assertThat(of(new byte[0], 0).text()).isEmpty();
    }

    @Test
    void text_that_was_cut_within_a_letter_is_still_text() {
        byte[] whole = "aü".getBytes(StandardCharsets.UTF_8);

        SideContent cut = of(Arrays.copyOf(whole, 2), 3);

        assertThat(cut.text()).isEqualTo("a");
        assertThat(cut.truncated()).isTrue();
        assertThat(of(Arrays.copyOf(whole, 2), 2).text()).as("the whole of it").isNull();
    }

    @Test
    void the_terminal_shows_lines_with_numbers_and_what_is_special_about_their_ends() {
        ConflictContents conflict = new ConflictContents(
                "f",
                List.of("a", "b", "c"),
                CollisionKind.SAME_LINES,
                "both changed the same lines",
                List.of(),
                false,
                Samples.text("one\r\ntwo"),
                null,
                Samples.binary(7),
                null);

        assertThat(ConflictText.of(conflict))
                .containsExactly(
                        "",
                        "f: a, b against c",
                        "  both changed the same lines",
                        "",
                        "before: 8 bytes",
                        "  1   one\\x0d",
                        "  2   two",
                        "  (no line end at the end)",
                        "",
                        "so far, by a, b: there is no such file",
                        "",
                        "by c: no text, 7 bytes");
    }

    private static SideContent of(byte[] bytes, long size) {
        return SideContent.of("100644", "0123", size, bytes);
    }
}
