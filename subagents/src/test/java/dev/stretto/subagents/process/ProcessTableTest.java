package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessTableTest extends AttemptsTest {

    @Test
    void a_process_is_known_by_its_cookie_even_if_it_had_no_environment_at_an_earlier_look() throws Exception {
        Path settled = attempts.pipe();
        Path looked = attempts.pipe();
        Path changed = attempts.pipe();
        String script = "sleep 2.2; echo $$ > \"$1\"; read line < \"$2\"; exec env " + AttemptEnvironment.COOKIES
                + "=first:second sh -c 'echo > \"$1\"; exec sleep 300' sh \"$3\"";
        List<String> words = List.of("env", "-i", "sh", "-c", script, "sh");
        Process process = new ProcessBuilder(Stream.concat(
                                words.stream(),
                                Stream.of(settled, looked, changed).map(Path::toString))
                        .toList())
                .start();
        try {
            long pid = Long.parseLong(Attempts.heardFrom(settled));
            assertThat(cookies(pid)).isEmpty();

            Files.writeString(looked, "\n");
            Attempts.heardFrom(changed);

            assertThat(cookies(pid)).containsExactly("first", "second");
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> cookies(long pid) {
        return ProcessTable.OF_THIS_MACHINE.now().stream()
                .filter(entry -> entry.pid() == pid)
                .findFirst()
                .orElseThrow()
                .cookies();
    }
}
