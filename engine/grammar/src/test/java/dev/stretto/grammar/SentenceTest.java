package dev.stretto.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SentenceTest {

    @Test
    void a_text_is_sentences_and_lines_of_code() {
        Sentences text = Sentences.of("""
                # Totals
                The total is wrong. Fix it!
                - in the cart
                ```
                expected 121, got 120
                ```
                    at shop.Money.add(Money.java:41)
                """);

        assertThat(text.prose())
                .extracting(Sentence::quote)
                .containsExactly("Totals", "The total is wrong", "Fix it", "in the cart");
        assertThat(text.codeLines()).containsExactly("expected 121, got 120", "at shop.Money.add(Money.java:41)");
    }

    @Test
    void a_verb_is_a_request_where_a_clause_begins() {
        assertThat(only("Rename the method").asksForWork()).isTrue();
        assertThat(only("When it is red, rename the method").asksForWork()).isTrue();
        assertThat(only("The rename broke it").asksForWork()).isFalse();
        assertThat(only("Find out why it hangs").asksForAnswer()).isTrue();
        assertThat(only("Find out why it hangs").asksForWork()).isFalse();
    }

    @Test
    void what_is_forbidden_is_not_asked_for() {
        assertThat(only("Never rename, move or delete it").asksForWork()).isFalse();
        assertThat(only("Never rename it, and add a test").asksForWork()).isTrue();
        assertThat(only("Do not touch a.py").forbids(3)).isTrue();
        assertThat(only("Do not touch a.py, but change b.py").forbids(6)).isFalse();
    }

    @Test
    void a_repair_is_of_something_that_fails() {
        assertThat(only("Fix the crash").asksForRepair()).isTrue();
        assertThat(only("Fix the error handling").asksForRepair()).isFalse();
        assertThat(only("The login hangs").tellsOfFailure()).isTrue();
        assertThat(only("Fix that").asksForRepairOfThat()).isTrue();
        assertThat(only("The total is 120 when the cart has two items").tellsOfSymptom())
                .isTrue();
    }

    @Test
    void everything_is_asked_for_by_the_whole_and_by_all_of_it() {
        assertThat(only("Clean up the whole codebase").asksForEverything()).isTrue();
        assertThat(only("Fix everything").asksForEverything()).isTrue();
        assertThat(only("Clean up the whole parser").asksForEverything()).isFalse();
    }

    @Test
    void a_name_is_a_word_that_is_not_said_of_all_code() {
        assertThat(only("Fix the bugs in the code").namesSomething()).isFalse();
        assertThat(only("Fix the scheduler").namesSomething()).isTrue();
        assertThat(only("Fix the scheduler module").namesPart()).isTrue();
        assertThat(only("Fix every module").namesPart()).isFalse();
        assertThat(only("Review the performance").namesPerspective()).isTrue();
    }

    @Test
    void limits_and_reports_are_told_from_work() {
        assertThat(only("Keep the API as it is").statesLimits()).isTrue();
        assertThat(only("Add no new dependencies").statesLimits()).isTrue();
        assertThat(only("Add a cache").statesLimits()).isFalse();
        assertThat(only("Report the cause").asksForReport()).isTrue();
        assertThat(only("Add a and b, and return the sum").asksForReport()).isFalse();
        assertThat(Sentences.of("the result").saysNothing()).isTrue();
        assertThat(Sentences.of("the root cause").saysNothing()).isFalse();
    }

    @Test
    void a_file_after_a_verb_of_reading_is_only_read() {
        assertThat(only("See docs/api.md and change a.py").onlyReads(1)).isTrue();
        assertThat(only("Change a.py").onlyReads(1)).isFalse();
        assertThat(only("Cover it with a test").speaksOfTests()).isTrue();
        assertThat(only("Describe it in the guide").speaksOfDocuments()).isTrue();
    }

    @Test
    void a_word_is_known_by_its_form() {
        List<Token> tokens = Token.ofCode("Node.js src/cart/ Cart.java:41 total_of TypeError shop");

        assertThat(tokens).extracting(Token::file).containsExactly(false, false, true, false, false, false);
        assertThat(tokens).extracting(Token::folder).containsExactly(false, true, false, false, false, false);
        assertThat(tokens).extracting(Token::specific).containsExactly(false, true, true, true, true, false);
        assertThat(tokens).extracting(Token::showsFailure).containsExactly(false, false, true, false, true, false);
    }

    @Test
    void other_languages_are_not_taken_for_english() {
        assertThat(English.is(prose("Please fix the failing tests in the cart.")))
                .isTrue();
        assertThat(English.is(prose("Bitte die Tests reparieren, die nicht laufen.")))
                .isFalse();
        assertThat(English.is(prose("カートのテストを直してください。"))).isFalse();
    }

    private static List<Sentence> prose(String text) {
        return Sentences.of(text).prose();
    }

    private static Sentence only(String text) {
        assertThat(prose(text)).hasSize(1);
        return prose(text).getFirst();
    }
}
