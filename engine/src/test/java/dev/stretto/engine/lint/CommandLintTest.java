package dev.stretto.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.planfile.PlanReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandLintTest {

    @Test
    void tasks_with_the_same_command_share_a_warning_that_has_the_line_as_it_should_be() throws Exception {
        List<LintWarning> lint = CommandLint.of(read("""
                version: 1
                defaults: { subagent: { command: [bash, -lc, "set -e\\nfix {task} > {task}.md"] } }
                tasks:
                  - { id: a }
                  - { id: b, subagent: { command: [./fix, "{task}"] } }
                  - { id: c }
                """));

        assertThat(lint)
                .containsExactly(new LintWarning(
                        LintRule.PLACEHOLDER_IN_SHELL,
                        List.of("a", "c"),
                        "The command has shell text with {task}; write: fix \"$STRETTO_TASK\" > \"$STRETTO_TASK\".md"));
    }

    @Test
    void the_commands_of_the_synthesis_are_looked_at_too() throws Exception {
        List<LintWarning> lint = CommandLint.of(read("""
                version: 1
                tasks: [{ id: a, subagent: { command: ["true"] } }]
                synthesis:
                  verify: { command: [sh, -c, "test {run}"] }
                  onConflict: resolve
                  resolver: { subagent: { command: [sh, -c, "resolve < {promptFile}"] } }
                """));

        assertThat(lint).allMatch(warning -> warning.tasks().isEmpty());
        assertThat(lint.stream().map(LintWarning::what))
                .containsExactly(
                        "The command of 'synthesis.verify' has shell text with {run}; write: test \"$STRETTO_RUN\"",
                        "The command of 'synthesis.resolver' has shell text with {promptFile}; write: resolve <"
                                + " \"$STRETTO_PROMPT_FILE\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh -c {task}",
                "/bin/bash -euo pipefail -c {task}",
                "env X=1 bash --norc -lc {task}",
                "zsh -c -e {task}",
                "timeout 5 dash -c {task} x"
            })
    void the_text_for_a_shell_is_found(String command) {
        assertThat(ShellText.of(List.of(command.split(" ")))).containsExactly("{task}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"./sh-like -c {task}", "sh script.sh {task}", "bash -l {task}", "git -c {task}", "sh -c", "sh"})
    void other_words_are_nobodys_program(String command) {
        assertThat(ShellText.of(List.of(command.split(" ")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo {task}.md                   | echo \"$STRETTO_TASK\".md",
                "echo \"on {task}\" {attempt}     | echo \"on ${STRETTO_TASK}\" \"$STRETTO_ATTEMPT\"",
                "echo 'on {task}'                 | echo 'on '\"$STRETTO_TASK\"''",
                "echo \\\" {run}                  | echo \\\" \"$STRETTO_RUN\"",
                "echo ${task} {{task}} {promptFile} | echo ${task} {{task}} \"$STRETTO_PROMPT_FILE\""
            })
    void variables_are_quoted_as_the_place_needs_it(String text, String better) {
        assertThat(ShellText.withVariables(text)).isEqualTo(better);
    }

    private static Plan read(String yaml) throws Exception {
        return new PlanReader(Set.of(), Set.of())
                .read("plan", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), Path.of("."));
    }
}
