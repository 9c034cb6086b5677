package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.ProcessIdentity;
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

    @Test
    void what_was_seen_to_belong_to_it_does_so_after_its_parent_has_gone() {
        ProcessEntry leader = new ProcessEntry(LEADER, 1, LEADER, false, 1, List.of(), true);
        ProcessEntry child = new ProcessEntry(80, LEADER, 80, false, 5, List.of(), true);
        assertThat(attempt.among(List.of(leader, child))).containsExactlyInAnyOrder(leader, child);

        ProcessEntry orphan = new ProcessEntry(80, 1, 80, false, 5, List.of(), true);
        assertThat(attempt.among(List.of(orphan))).containsExactly(orphan);
        ProcessEntry later = new ProcessEntry(80, 1, 80, false, 9, List.of(), true);
        assertThat(attempt.among(List.of(later))).isEmpty();
    }

    @Test
    void a_session_whose_id_was_given_to_another_process_is_not_its_own() {
        ProcessEntry member = new ProcessEntry(90, 1, LEADER, false, 5, List.of(), true);
        ProcessEntry stranger = new ProcessEntry(LEADER, 1, LEADER, false, 7, List.of(), true);
        attempt.leaderEnded(10);

        assertThat(attempt.among(List.of(member, stranger))).isEmpty();
        assertThat(attempt.among(List.of(member))).containsExactly(member);
    }
}
