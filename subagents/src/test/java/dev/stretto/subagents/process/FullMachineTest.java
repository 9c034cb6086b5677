package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.fixtures.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands are started where really no more file can be opened. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullMachineTest {
    private static final String TOO_MANY = "the command could not be started: a file that it needs could not be opened"
            + " (/dev/null (Too many open files))";

    @TempDir
    Path folder;

    @Test
    void a_command_waits_until_there_is_room_or_nobody_wants_it_any_more() throws Exception {
        List<String> findings = OtherJvm.findings(OtherJvm.withOpenFiles(200), FullMachine.class, folder.toString());

        assertThat(findings)
                .satisfiesExactly(
                        tooLong -> assertThat(tooLong)
                                .startsWith(
                                        "> too long: the command could not be started: its environment is too long"),
                        goesOn -> assertThat(goesOn).isEqualTo("> goes on: 0"),
                        interrupted -> assertThat(interrupted).isEqualTo("> interrupted: " + TOO_MANY),
                        kept -> assertThat(kept).isEqualTo("> interrupt kept: true"),
                        givenUp -> assertThat(givenUp).isEqualTo("> given up: " + TOO_MANY),
                        input -> assertThat(input).isEqualTo("> standard input: 0"));
    }
}
