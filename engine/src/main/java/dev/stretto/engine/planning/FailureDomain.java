package dev.stretto.engine.planning;

import dev.stretto.engine.testreport.FailedTest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Failures that one subagent investigates together, because what mends one of them may mend the others.
 *
 * @param kind what holds them together
 * @param subject the test file, class, shared file or symbol that they are about
 * @param failures at least one, in order
 * @param merges why failures of several test files are one domain, each in words; empty for a domain of one test file
 * @param testFiles the files of its tests as they lie in the repository
 * @param candidates globs of what a fix may have to change, its own test files apart; empty if nothing says
 * @param elsewhere failures of its test files that belong to other domains
 */
public record FailureDomain(
        Kind kind,
        String subject,
        List<FailedTest> failures,
        List<Merge> merges,
        List<String> testFiles,
        List<String> candidates,
        List<FailedTest> elsewhere) {

    public FailureDomain {
        failures = List.copyOf(failures);
        merges = List.copyOf(merges);
        testFiles = List.copyOf(testFiles);
        candidates = List.copyOf(candidates);
        elsewhere = List.copyOf(elsewhere);
    }

    /** What holds failures together. */
    public enum Kind {
        /** Finding or compiling the tests failed: all others wait for it. */
        BUILD,
        /** They are in one test file or class. */
        FILE,
        /** They have a cause in common, in whatever files they are. */
        CAUSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Why failures of several test files are one domain.
     *
     * @param reason what they do, as the end of a sentence that begins with "they"
     * @param file where the cause lies; absent if nothing says
     * @param name what the cause is called in short
     * @param failures how many failures have it
     * @param files in how many test files or classes
     */
    public record Merge(String reason, @Nullable String file, String name, int failures, int files) {
        @Override
        public String toString() {
            return failures + " failures in " + files + " test files " + reason;
        }
    }
}
