package dev.stretto.engine.testreport;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells files of tests from other source files by the names that their runners look for. */
final class TestFiles {
    private static final Pattern NAME = Pattern.compile("(?:.*/)?(?:"
            + "[^/]*[._-](?:test|spec)\\.[cm]?[jt]sx?|test[-.][^/]*\\.[cm]?[jt]sx?|(?:.*/)?(?:__tests__|tests?|spec)/.*\\.[cm]?[jt]sx?"
            + "|test_[^/]*\\.py|[^/]*_test\\.(?:py|go)|(?:.*/)?tests/[^/]*\\.rs|[^/]*\\.(?:t|bats))");

    private TestFiles() {}

    static boolean isTest(String file) {
        return !file.contains("node_modules/") && NAME.matcher(file).matches();
    }

    /** The file of the test itself: the step furthest out that lies in a file of tests. */
    static @Nullable String outermost(List<Frame> frames) {
        return frames.reversed().stream()
                .map(Frame::file)
                .filter(file -> file != null && isTest(file))
                .findFirst()
                .orElse(null);
    }
}
