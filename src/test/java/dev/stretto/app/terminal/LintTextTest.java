package dev.stretto.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.lint.LintRule;
import dev.stretto.engine.lint.LintWarning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LintTextTest {

    @Test
    void each_rule_is_explained_once_with_what_was_found_below_it() {
        List<String> lines = LintText.lines(List.of(
                new LintWarning(LintRule.VAGUE_RETURN, List.of("a"), "It does not say."),
                new LintWarning(LintRule.TOO_BROAD, List.of("a"), "\"Fix\u001b[2J all\" names nothing."),
                new LintWarning(LintRule.VAGUE_RETURN, List.of("b"), "It does not say.")));

        assertThat(lines)
                .containsSubsequence(
                        "  too-broad: " + LintRule.TOO_BROAD.why(),
                        "    better: " + LintRule.TOO_BROAD.example(),
                        "    - a: \"Fix\\x1b[2J all\" names nothing.",
                        "  vague-return: " + LintRule.VAGUE_RETURN.why(),
                        "    - a: It does not say.",
                        "    - b: It does not say.");
    }

    @Test
    void of_many_findings_the_first_are_told_and_the_rest_is_counted() {
        List<LintWarning> lint = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lint.add(new LintWarning(LintRule.NO_CONTEXT, List.of("t" + i), "x"));
        }

        assertThat(LintText.lines(lint)).hasSizeLessThan(20).contains("    … and 9990 more; --json lists all");
    }

    @Test
    void where_there_is_no_warning_nothing_is_printed() {
        assertThat(LintText.lines(List.of())).isEmpty();
    }
}
