package dev.stretto.app.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandWordsTest {

    @Test
    void words_are_those_that_a_shell_would_see() {
        assertThat(CommandWords.of("mvn -q  test")).containsExactly("mvn", "-q", "test");
        assertThat(CommandWords.of("./fix '{task} x' \"a \\\" b\" c\\ d ''"))
                .containsExactly("./fix", "{task} x", "a \" b", "c d", "");
        assertThat(CommandWords.of("echo '$HOME | cat'")).containsExactly("echo", "$HOME | cat");
    }

    @Test
    void what_needs_a_shell_is_given_to_one() {
        assertThat(CommandWords.of("make test | tee log")).containsExactly("sh", "-c", "make test | tee log");
        assertThat(CommandWords.of("echo \"$HOME\"")).containsExactly("sh", "-c", "echo \"$HOME\"");
    }

    @Test
    void what_is_no_command_line_is_refused() {
        assertThatThrownBy(() -> CommandWords.of("a 'b")).hasMessage("an open ' in 'a 'b'");
        assertThatThrownBy(() -> CommandWords.of("  ")).hasMessage("a blank command");
    }
}
