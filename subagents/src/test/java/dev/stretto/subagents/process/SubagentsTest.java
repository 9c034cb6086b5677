package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.overlay.WorkPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubagentsTest extends AttemptsTest {
    private final Subagents subagents = new Subagents(
            Profiles.of(Map.of("echo", List.of("echo", "agent {task}"), "claude", List.of("claude"))),
            Map.of("f", (SubagentFunction) call -> null));

    @Test
    void placeholders_in_a_commands_words_are_replaced_once() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        AttemptOrder order = new AttemptOrder(
                "{task}$1\\",
                Attempts.order(command(), null).id(),
                Attempts.order(command(), null).task(),
                "Fix it",
                null,
                false,
                List.of());

        assertThat(CommandWords.replaced(
                        List.of("{task}-{attempt}", "{run}{run}", "p={promptFile}", "{other} {TASK} {}"), order, files))
                .containsExactly("task-3", "{task}$1\\{task}$1\\", "p=" + files.prompt(), "{other} {TASK} {}");
    }

    @Test
    void the_prompt_is_in_a_file_that_the_command_is_told_of() throws Exception {
        assertThat(summary(command("cat", "{promptFile}"), "Fix the täst.\n")).isEqualTo("Fix the täst.");
        assertThat(summary(command("sh", "-c", "cat \"$STRETTO_PROMPT_FILE\""), "Fix it."))
                .isEqualTo("Fix it.");
    }

    @Test
    void a_command_that_wants_a_prompt_file_of_a_task_without_prompt_is_refused() {
        assertThatThrownBy(() -> start(command("cat", "{promptFile}"), null))
                .isInstanceOf(SubagentStartException.class)
                .hasMessageContaining("task task has no prompt");
    }

    @Test
    void the_environment_says_which_attempt_it_is() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        RunningSubagent subagent = attempts.ended(subagents.start(
                Attempts.order(command("sh", "-c", "env | grep ^STRETTO_ | grep -v _ID= | sort"), "Fix it"),
                () -> files,
                Optional.of(WorkPlace.of(attempts.workspace())),
                Map.of(),
                () -> false));

        assertThat(Attempts.exitOf(subagent).summary().lines())
                .containsExactly(
                        "STRETTO_ATTEMPT=3",
                        "STRETTO_PROMPT_FILE=" + files.prompt(),
                        "STRETTO_RESULT_FILE=" + files.result(),
                        "STRETTO_RUN=run-1",
                        "STRETTO_TASK=task");
    }

    @Test
    void without_a_prompt_there_is_no_prompt_file() throws Exception {
        assertThat(summary(command("sh", "-c", "echo ${STRETTO_PROMPT_FILE-none}"), null))
                .isEqualTo("none");
    }

    @Test
    void what_would_redirect_the_subagents_git_or_belongs_to_an_outer_attempt_is_taken_out_of_the_environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_DIR", "/elsewhere",
                "GIT_INDEX_FILE", "/elsewhere/index",
                "GIT_AUTHOR_NAME", "me",
                "STRETTO_PROMPT_FILE", "/outer/prompt.md",
                "STRETTO_ATTEMPT_ID", "0a7-e4"));

        AttemptEnvironment.prepare(environment, Map.of("STRETTO_TASK", "t"), attempts.workspace(), "c00c1e");

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "GIT_AUTHOR_NAME", "me",
                        "PWD", attempts.workspace().toString(),
                        "STRETTO_TASK", "t",
                        "STRETTO_ATTEMPT_ID", "0a7-e4:c00c1e"));
    }

    @Test
    void a_profile_is_a_command_line_by_name() throws Exception {
        assertThat(summary(new SubagentSpec.Profile("echo"), null)).isEqualTo("agent task");
    }

    @Test
    void a_profile_that_is_unknown_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> start(new SubagentSpec.Profile("aider"), null))
                .isInstanceOf(SubagentStartException.class)
                .hasMessage("no profile is called \"aider\"; there is: claude, echo");
    }

    @Test
    void a_profile_has_a_command() {
        assertThatThrownBy(() -> Profiles.of(Map.of("empty", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void a_function_that_is_unknown_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> start(new SubagentSpec.Function("g"), null))
                .isInstanceOf(SubagentStartException.class)
                .hasMessage("no function is called \"g\"; there is: f");
    }

    private String summary(SubagentSpec subagent, @Nullable String prompt) throws Exception {
        return Attempts.exitOf(start(subagent, prompt)).summary();
    }

    private RunningSubagent start(SubagentSpec subagent, @Nullable String prompt) throws Exception {
        return attempts.ended(subagents.start(
                Attempts.order(subagent, prompt),
                attempts::nextFiles,
                Optional.of(WorkPlace.of(attempts.workspace())),
                Map.of(),
                () -> false));
    }

    private static SubagentSpec command(String... words) {
        return new SubagentSpec.Command(words.length == 0 ? List.of("true") : List.of(words));
    }
}
