package dev.stretto.engine.testreport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the files in Go's output the package that they are in.
 *
 * <p>{@code t.Error} names the file alone, {@code money_test.go:12}, which says nothing without the package; a compiler names it from
 * the module's root, {@code money/money_test.go}. Both become {@code example.com/shop/money/money_test.go}. The absolute paths of a
 * panic stay as they are.
 */
final class GoFiles {
    private GoFiles() {}

    static String in(String packageName, String file) {
        int slash = file.lastIndexOf('/');
        boolean isOfPackage = slash < 0 || ("/" + packageName).endsWith("/" + file.substring(0, slash));
        return isOfPackage ? packageName + "/" + file.substring(slash + 1) : file;
    }

    static List<Frame> in(String packageName, List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.file() == null
                        ? frame
                        : new Frame(frame.function(), in(packageName, frame.file()), frame.line()))
                .toList();
    }

    /** The file of a package's test, which lies nowhere else than in its package. */
    static @Nullable String ofTest(String packageName, List<Frame> frames) {
        String file = TestFiles.outermost(frames);
        return file == null ? null : packageName + "/" + file.substring(file.lastIndexOf('/') + 1);
    }
}
