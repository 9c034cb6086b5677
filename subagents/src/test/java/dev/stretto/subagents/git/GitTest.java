package dev.stretto.subagents.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GitTest {
    @TempDir
    Path temp;

    @Test
    void a_failed_command_says_what_where_and_why() {
        assertThatThrownBy(() -> Git.in(temp).run("rev-parse", "--verify", "nothing"))
                .isInstanceOfSatisfying(GitException.class, e -> {
                    assertThat(e.command()).containsExactly("rev-parse", "--verify", "nothing");
                    assertThat(e.exitCode()).hasValue(128);
                    assertThat(e.stderr()).contains("not a git repository");
                })
                .hasMessageStartingWith("'git rev-parse --verify nothing' in " + temp + " ended with 128: fatal: ");
    }

    @Test
    void a_missing_directory_is_not_taken_for_a_missing_git() {
        assertThatThrownBy(() -> Git.in(temp.resolve("nowhere")).run("version"))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("could not be started: there is no such directory");
    }

    @Test
    void a_command_that_takes_too_long_is_killed_with_all_that_it_started() {
        Git git = Git.in(temp).within(Duration.ofMillis(200));

        assertThatThrownBy(() -> git.run("-c", "alias.wait=!sleep 600", "wait"))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.exitCode()).isEmpty())
                .hasMessageContaining("did not end within");
    }

    @Test
    void much_output_on_both_sides_is_drained_while_much_input_is_fed() throws Exception {
        String input = "0123456789".repeat(100_000);

        GitOutput output = Git.in(temp).fed(input).run("-c", "alias.copy=!tee /dev/stderr", "copy");

        assertThat(output.line()).isEqualTo(input);
        assertThat(output.stderr()).isEqualTo(input);
    }

    @Test
    void an_object_is_on_the_disk_before_git_says_so() throws Exception {
        Git.in(temp).run("init", "--quiet");
        Path trace = temp.resolve("trace");

        Git.in(temp)
                .with("GIT_TEST_FSYNC", "true")
                .with("GIT_TRACE2_PERF", trace.toString())
                .fed("content")
                .run("hash-object", "-w", "--stdin");

        assertThat(trace).content().contains("fsync/hardware-flush:1");
    }

    @Test
    void the_environment_points_at_no_other_repository() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_DIR", "/x",
                "GIT_INDEX_FILE", "/x",
                "GIT_WORK_TREE", "/x",
                "GIT_CONFIG_PARAMETERS", "'x=y'",
                "GIT_CONFIG_COUNT", "0",
                "GIT_SSH_COMMAND", "ssh",
                "PATH", "/bin"));

        GitEnvironment.clean(environment);

        assertThat(environment)
                .containsOnlyKeys(
                        "GIT_CONFIG_COUNT",
                        "GIT_SSH_COMMAND",
                        "PATH",
                        "GIT_TERMINAL_PROMPT",
                        "GIT_OPTIONAL_LOCKS",
                        "GIT_EDITOR",
                        "GIT_PAGER",
                        "LC_ALL");
    }

    @Test
    void bytes_that_are_not_utf_8_are_shown_one_by_one() {
        byte[] bytes = "a\u00fc\u2192\uD83D\uDE00-xx-\u00e9".getBytes(StandardCharsets.UTF_8);
        bytes[11] = (byte) 0xff;
        bytes[12] = (byte) 0xc3;

        assertThat(ShownBytes.text(bytes)).isEqualTo("a\u00fc\u2192\uD83D\uDE00-\\xff\\xc3-\u00e9");
        assertThat(ShownBytes.text(new byte[] {'x', (byte) 0xe2, (byte) 0x86})).isEqualTo("x\\xe2\\x86");
        assertThat(ShownBytes.text(new byte[0])).isEmpty();
    }
}
