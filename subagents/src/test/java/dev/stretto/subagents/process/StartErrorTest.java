package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those of JDK 17, 21 and 25. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartErrorTest {
    private static final String PROGRAM = "Cannot run program \"/usr/bin/setsid\" (in directory \"/work\"): ";
    private static final String ADVICE =
            " \nPossible reasons:\n  - Spawn helper ran into JDK version mismatch\nPossible solutions:\n  - Restart JVM\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=11, Resource temporarily unavailable",
                "posix_spawn failed, error: 11 (Resource temporarily unavailable)",
                "error=12, Cannot allocate memory",
                "posix_spawn failed, error: 12 (Cannot allocate memory)",
                "error=0, Failed to exec spawn helper: pid: 29505, exit value: 127",
                "Failed to exec spawn helper: pid: 13256, exit code: 127, error: 0 (none)"
            })
    void no_process_or_no_memory_is_worth_waiting_for(String text) {
        assertThat(of(text).machineIsFull()).isTrue();
        assertThat(of(text).inWords())
                .isEqualTo("the machine has no process or no memory left for it (" + PROGRAM + text + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error=24, Too many open files", "Bad file descriptor, error: 24 (Too many open files)"})
    void so_are_files(String text) {
        assertThat(of(text).machineIsFull()).isTrue();
        assertThat(of(text).inWords()).isEqualTo("too many files are open (" + PROGRAM + text + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Too many open files", "Zu viele offene Dateien", "No space left on device"})
    void a_file_for_the_output_that_cannot_be_opened_is_worth_waiting_for_in_any_language(String text) {
        StartError error = of(new FileNotFoundException("/home/error: 13/stdout (" + text + ")"));

        assertThat(error.reason()).isEqualTo(StartError.Reason.FILE_NOT_OPENED);
        assertThat(error.machineIsFull()).isTrue();
    }

    @Test
    void the_number_counts_and_not_the_words() {
        assertThat(of("error=11, Die Ressource ist zur Zeit nicht verf\u00fcgbar")
                        .machineIsFull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error=7, Argument list too long", "Exec failed, error: 7 (Argument list too long)"})
    void what_is_too_long_stays_so(String text) {
        assertThat(of(text).machineIsFull()).isFalse();
        assertThat(of(text).inWords()).isEqualTo("its environment is too long (" + PROGRAM + text + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=2, No such file or directory",
                "Exec failed, error: 2 (No such file or directory)",
                "Exec failed, error: 112 (Host is down)",
                "error=0, Failed to exec spawn helper: pid: 29505, exit value: 1"
            })
    void another_reason_is_said_as_the_jdk_says_it(String text) {
        assertThat(of(text).machineIsFull()).isFalse();
        assertThat(of(text).inWords()).isEqualTo(PROGRAM + text);
    }

    @Test
    void folders_may_be_called_as_they_like() {
        IOException cause = new IOException("Exec failed, error: 2 (No such file or directory)");

        assertThat(StartError.of(new IOException("Cannot run program \"/error: 11 (x)/a\"", cause))
                        .machineIsFull())
                .isFalse();
    }

    @Test
    void an_error_without_a_text_is_named() {
        assertThat(StartError.of(new IOException()).inWords()).isEqualTo("java.io.IOException");
    }

    private static StartError of(String text) {
        return of(new IOException(text + ADVICE));
    }

    /** As {@link ProcessBuilder} wraps it. */
    private static StartError of(IOException cause) {
        return StartError.of(new IOException(PROGRAM + cause.getMessage(), cause));
    }
}
