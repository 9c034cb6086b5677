package dev.stretto.subagents.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.EnvironmentValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProvidedEnvironmentTest {
    @TempDir
    Path folder;

    @Test
    void values_come_from_the_plan_from_variables_and_from_files() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "two\nlines\n");

        assertThat(ProvidedEnvironment.of(
                        environment(Map.of(
                                "MODE", new EnvironmentValue.Literal("test"),
                                "TOKEN", new EnvironmentValue.FromEnv("MINE"),
                                "KEY", new EnvironmentValue.FromFile(key.toString()))),
                        Map.of("MINE", "value")))
                .containsOnly(Map.entry("MODE", "test"), Map.entry("TOKEN", "value"), Map.entry("KEY", "two\nlines"));
    }

    @Test
    void every_value_that_is_not_there_is_named_at_once() {
        assertThatThrownBy(() -> ProvidedEnvironment.of(
                        environment(Map.of(
                                "TOKEN", new EnvironmentValue.FromEnv("MINE"),
                                "KEY", new EnvironmentValue.FromFile(folder + "/none"))),
                        Map.of()))
                .isInstanceOf(UnknownValueException.class)
                .hasMessage("no value for KEY: there is no file " + folder
                        + "/none; no value for TOKEN: the variable MINE is" + " not set in Stretto's environment");
    }

    @Test
    void a_value_that_no_process_can_be_given_is_named_and_not_repeated() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "secret\0rest");

        assertThatThrownBy(() -> ProvidedEnvironment.of(
                        environment(Map.of("KEY", new EnvironmentValue.FromFile(key.toString()))), Map.of()))
                .isInstanceOf(UnknownValueException.class)
                .hasMessage("no value for KEY: it has a NUL character, which no variable can hold");
    }

    private static EnvironmentSpec environment(Map<String, EnvironmentValue> variables) {
        return new EnvironmentSpec(variables, List.of());
    }
}
