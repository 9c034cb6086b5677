package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcessEntryTest {

    @Test
    void a_name_may_hold_spaces_parentheses_and_lines() {
        String stat = "7 (a) R 1 1 (\nb) S 5 6 4 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 0 0\n";

        assertThat(ProcessEntry.parse(7, stat)).contains(new ProcessEntry(7, 5, 4, false, 12345, List.of(), false));
    }

    @Test
    void a_zombie_has_ended() {
        String stat = "7 (sh) Z 5 6 4 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 0 0\n";

        assertThat(ProcessEntry.parse(7, stat).orElseThrow().ended()).isTrue();
    }

    @Test
    void a_thread_of_the_kernel_has_no_environment_to_look_for() {
        String stat = "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 12 0 0\n";

        assertThat(ProcessEntry.parse(2, stat).orElseThrow().hasSaid()).isTrue();
    }

    @Test
    void this_process_is_at_work() {
        long pid = ProcessHandle.current().pid();
        ProcessEntry self = ProcessEntry.of(pid).orElseThrow();

        assertThat(self.ended()).isFalse();
        assertThat(self.started()).isBetween(1L, Kernel.ticks());
        assertThat(ProcessTable.OF_THIS_MACHINE.now())
                .anySatisfy(entry -> assertThat(entry.pid()).isEqualTo(pid));
    }
}
