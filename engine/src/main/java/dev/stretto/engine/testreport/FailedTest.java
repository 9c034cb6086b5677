package dev.stretto.engine.testreport;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A test that failed, or what kept tests from running.
 *
 * @param kind what it is that failed
 * @param file the test's source file with as much of its path as the report gives, {@code /} between names; absent if
 *     nothing says
 * @param suite the class, module, package or file that the test belongs to
 * @param name the test's name as its runner shows it
 * @param exception the type of the root cause; absent where the runner names none
 * @param message the root cause's message; may be empty
 * @param frames the root cause's stack trace, the innermost first; empty where there is none
 * @param text everything that the runner reported of this failure
 */
public record FailedTest(
        Kind kind,
        @Nullable String file,
        String suite,
        String name,
        @Nullable String exception,
        String message,
        List<Frame> frames,
        String text) {

    public FailedTest {
        frames = List.copyOf(frames);
    }

    /** What failed. */
    public enum Kind {
        /** A test itself. */
        TEST,
        /** What is set up before the tests of a class, file or module. */
        SETUP,
        /** Finding or compiling the tests: nothing of the suite ran. */
        BUILD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
