package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.run.ProcessIdentity;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AttemptProcessesTest {
    private static final long LEADER = 70;

    private final AttemptProcesses attempt = new AttemptProcesses(new ProcessIdentity(LEADER, 1, "boot"), "cookie");

    @Test
    void a_process_of_the_session_in_the_middle_of_an_exec_may_hide() {
        ProcessEntry hidden = new ProcessEntry(71, 1, LEADER, false, 2, List.of(), false);

        assertThat(attempt.among(List.of(hidden))).isEmpty();
        assertThat(attempt.mayHide(List.of(hidden))).isTrue();
    }

    @Test
    void one_that_has_ended_or_said_who_it_is_or_is_in_another_session_does_not() {
        assertThat(attempt.mayHide(List.of(
                        new ProcessEntry(71, 1, LEADER, true, 2, List.of(), false),
                        new ProcessEntry(72, 1, LEADER, false, 2, List.of("another"), true),
                        new ProcessEntry(73, 1, 1, false, 2, List.of(), false))))
                .isFalse();
    }
}
