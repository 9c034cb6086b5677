package dev.stretto.app.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShellWordsTest {

    @Test
    void words_are_those_that_a_shell_would_see() {
        assertThat(ShellWords.of("mvn -q  test")).containsExactly("mvn", "-q", "test");
        assertThat(ShellWords.of("./fix '{task} x' \"a \\\" b\" c\\ d ''"))
                .containsExactly("./fix", "{task} x", "a \" b", "c d", "");
        assertThat(ShellWords.of("echo '$HOME | cat'")).containsExactly("echo", "$HOME | cat");
    }

    @Test
    void what_needs_a_shell_is_given_to_one() {
        assertThat(ShellWords.of("make test | tee log")).containsExactly("sh", "-c", "make test | tee log");
        assertThat(ShellWords.of("echo \"$HOME\"")).containsExactly("sh", "-c", "echo \"$HOME\"");
    }

    @Test
    void what_is_no_command_line_is_refused() {
        assertThatThrownBy(() -> ShellWords.of("a 'b")).hasMessage("an open ' in 'a 'b'");
        assertThatThrownBy(() -> ShellWords.of("  ")).hasMessage("a blank command");
    }
}
