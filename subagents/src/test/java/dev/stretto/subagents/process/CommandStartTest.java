package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.subagents.overlay.WorkPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class CommandStartTest extends AttemptsTest {

    @Test
    void a_command_that_is_in_no_folder_of_the_path_is_refused() {
        assertThatStarting("no-such-command")
                .hasMessageMatching("command not found: \"no-such-command\" is in no folder of PATH .*");
    }

    @Test
    void a_command_with_a_slash_is_looked_for_in_the_working_directory_only() {
        assertThatStarting("bin/fix")
                .hasMessage("command not found: \"bin/fix\" (there is no "
                        + attempts.workspace().resolve("bin/fix") + ")");
    }

    @Test
    void a_directory_is_no_command() throws Exception {
        Files.createDirectory(attempts.workspace().resolve("fix"));

        assertThatStarting("./fix").hasMessageStartingWith("the command \"./fix\" is a directory");
    }

    @Test
    void a_file_that_is_not_executable_is_no_command() throws Exception {
        Files.writeString(attempts.workspace().resolve("fix"), "#!/bin/sh\n");

        assertThatStarting("./fix").hasMessageStartingWith("the command \"./fix\" is not executable");
    }

    @Test
    void a_link_to_nothing_is_no_command() throws Exception {
        Files.createSymbolicLink(attempts.workspace().resolve("fix"), Path.of("nothing"));

        assertThatStarting("./fix").hasMessageStartingWith("command not found");
    }

    @Test
    void an_empty_word_is_no_command() {
        assertThatStarting("").hasMessageContaining("first word is empty");
    }

    @Test
    void a_word_with_a_nul_character_is_refused() {
        assertThatStarting("true", "a\0b").hasMessageContaining("NUL");
    }

    @Test
    void a_working_directory_that_is_missing_is_named() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> new CommandRunner()
                        .start(List.of("true"), Map.of(), WorkPlace.of(missing), attempts.nextFiles(), () -> false))
                .isInstanceOf(SubagentStartException.class)
                .hasMessage("there is no working directory " + missing);
    }

    @Test
    void an_attempts_folder_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(folder.resolve("attempts"), "a file");

        assertThatStarting("true").hasMessageContaining("can't write to the attempt's folder");
    }

    @Test
    void an_attempt_is_started_once() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(attempts.start(List.of("true"), files));

        assertThatThrownBy(() -> attempts.start(List.of("true"), files))
                .isInstanceOf(SubagentStartException.class)
                .hasMessageContaining("started before");
    }

    @Test
    void an_attempt_that_was_refused_has_not_started() {
        AttemptFiles files = attempts.nextFiles();

        assertThatThrownBy(() -> attempts.start(List.of("no-such-command"), files))
                .isInstanceOf(SubagentStartException.class);
        assertThat(new CommandRunner().reattach(files)).isEmpty();
    }

    private AbstractThrowableAssert<?, ?> assertThatStarting(String... words) {
        return assertThatThrownBy(() -> attempts.start(words)).isInstanceOf(SubagentStartException.class);
    }
}
