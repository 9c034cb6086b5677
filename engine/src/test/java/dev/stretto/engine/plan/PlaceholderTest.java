package dev.stretto.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaceholderTest {
    private static final Map<Placeholder, String> VALUES =
            Map.of(Placeholder.TASK, "src/a{run}$1\\", Placeholder.ATTEMPT, "2", Placeholder.PROMPT_FILE, "/p");

    @Test
    void known_names_are_replaced_and_their_values_are_not_looked_at_again() {
        assertThat(replaced("{task}-{attempt}:{promptFile}")).isEqualTo("src/a{run}$1\\-2:/p");
        assertThat(replaced("{\"attempt\": {attempt}}")).isEqualTo("{\"attempt\": 2}");
    }

    @Test
    void doubled_braces_are_the_literal() {
        assertThat(replaced("{{attempt}} {attempt}")).isEqualTo("{attempt} 2");
        assertThat(replaced("{{{attempt}}}")).isEqualTo("{{attempt}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${attempt}",
                "$${attempt}",
                "${{attempt}}",
                "${attempt:-1}",
                "{}",
                "{other}",
                "{{other}}",
                "{a,b}",
                "{Attempt}",
                "{ attempt }",
                "{{ attempt }}",
                "{{.Name}}",
                "{print $1}",
                "{\"attempt\"}",
                "${{ matrix.os }}"
            })
    void everything_else_in_braces_stays_as_it_is(String text) {
        assertThat(replaced(text)).isEqualTo(text);
        assertThat(Placeholder.in(text)).isEmpty();
    }

    @Test
    void a_name_for_which_the_command_has_no_value_is_like_any_other() {
        assertThat(replaced("{run} {{run}}")).isEqualTo("{run} {{run}}");
    }

    private static String replaced(String text) {
        return Placeholder.replaced(text, VALUES);
    }
}
