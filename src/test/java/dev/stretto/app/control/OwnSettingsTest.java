package dev.stretto.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.app.command.ExitCodes;
import dev.stretto.subagents.process.MaxCommands;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnSettingsTest {

    @Test
    void the_user_may_say_how_many_commands_are_at_work_at_a_time() throws Exception {
        assertThat(OwnSettings.maxCommands("16")).contains(new MaxCommands(16, "STRETTO_MAX_COMMANDS says so"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void who_says_nothing_leaves_it_to_the_machine(String value) throws Exception {
        assertThat(OwnSettings.maxCommands(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "1.5", "99999999999"})
    void what_is_no_such_number_is_refused(String value) {
        assertThatThrownBy(() -> OwnSettings.maxCommands(value))
                .hasMessage("STRETTO_MAX_COMMANDS is \"" + value
                        + "\"; expected: a whole number from 1 on, of commands that may be at work at a time")
                .satisfies(error -> assertThat(ExitCodes.of(error)).isEqualTo(ExitCodes.USAGE));
    }
}
