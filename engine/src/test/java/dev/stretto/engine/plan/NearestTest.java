package dev.stretto.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NearestTest {
    private static final List<String> COMMANDS = List.of("run", "runs", "show", "check", "plan", "prune", "resume");

    @Test
    void a_slip_of_the_hand_is_found() {
        assertThat(Nearest.among(COMMANDS, "rnu")).contains("run");
        assertThat(Nearest.among(COMMANDS, "chekc")).contains("check");
        assertThat(Nearest.among(COMMANDS, "resmeu")).contains("resume");
    }

    @Test
    void what_has_little_in_common_is_not_suggested() {
        assertThat(Nearest.among(COMMANDS, "nodes")).isEmpty();
        assertThat(Nearest.among(COMMANDS, "rm")).isEmpty();
        assertThat(Nearest.among(COMMANDS, "x")).isEmpty();
    }
}
