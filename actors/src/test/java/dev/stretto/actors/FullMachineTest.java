package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.fixtures.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts begin where really no more file can be opened. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullMachineTest {

    @TempDir
    Path folder;

    @Test
    void an_attempt_that_waits_for_room_is_cancelled_at_once_and_let_go_at_once() throws Exception {
        List<String> findings = OtherJvm.findings(OtherJvm.withOpenFiles(200), FullMachine.class, folder.toString());

        assertThat(findings)
                .containsExactly(
                        "> in vain: true", "> cancelled: cancelled, the user wants it", "> nothing is under way: true");
    }
}
