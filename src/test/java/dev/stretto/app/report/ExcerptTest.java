package dev.stretto.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.report.ConflictBlock.CodeLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExcerptTest {

    @Test
    void what_all_versions_begin_and_end_with_is_left_out_but_for_three_lines() {
        Excerpt excerpt = excerpt(lines(1, 50, "old", 1, 50), lines(1, 50, "new", 1, 50), lines(1, 50, "", 1, 50));

        assertThat(shown(excerpt, 0))
                .containsExactly(
                        "… 47 lines that are the same on all sides",
                        "48  48",
                        "49  49",
                        "50  50",
                        "51 -old",
                        "52  1",
                        "53  2",
                        "54  3",
                        "… 47 lines that are the same on all sides");
        assertThat(shown(excerpt, 1)).contains("51 +new");
        assertThat(shown(excerpt, 2)).contains("51 +");
    }

    @Test
    void equal_texts_and_empty_ones_do_not_overlap_beginning_and_end() {
        Excerpt excerpt = excerpt("a\nb\n", "a\nb\n", "");

        assertThat(shown(excerpt, 0)).containsExactly("1 -a", "2 -b");
        assertThat(shown(excerpt, 1)).containsExactly("1  a", "2  b");
        assertThat(shown(excerpt, 2)).isEmpty();
        assertThat(shown(excerpt("a\na\n", "a\na\na\n"), 1)).hasSize(3);
    }

    @Test
    void without_a_version_before_nothing_is_called_new() {
        Excerpt excerpt = Excerpt.of(Arrays.asList(null, Samples.text("a\n"), Samples.text("b\n")), 100);

        assertThat(excerpt.of(0)).isEmpty();
        assertThat(shown(excerpt, 1)).containsExactly("1  a");
    }

    @Test
    void a_long_difference_is_cut_and_says_so() {
        Excerpt excerpt = excerpt("x\n", lines(1, 5_000, "y", 1, 5_000));

        assertThat(shown(excerpt, 1)).hasSizeLessThan(110);
        assertThat(excerpt.of(1).orElseThrow().cut()).isTrue();
        assertThat(excerpt.of(0).orElseThrow().cut()).isFalse();
    }

    private static Excerpt excerpt(String... texts) {
        List<SideContent> sides = new ArrayList<>();
        for (String text : texts) {
            sides.add(Samples.text(text));
        }
        return Excerpt.of(new ArrayList<>(sides), 100);
    }

    private static List<String> shown(Excerpt excerpt, int version) {
        return excerpt.of(version).orElseThrow().lines().stream()
                .map(ExcerptTest::line)
                .toList();
    }

    private static String line(CodeLine line) {
        return line.look().equals("gap")
                ? line.text()
                : line.number() + " " + (line.sign().isEmpty() ? " " : line.sign()) + line.text();
    }

    private static String lines(int from, int to, String middle, int again, int end) {
        return numbers(from, to) + middle + "\n" + numbers(again, end);
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }
}
