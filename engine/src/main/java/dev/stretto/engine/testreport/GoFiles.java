package dev.stretto.engine.testreport;

import java.util.List;

/**
 * Gives the files in Go's output the package that they are in.
 *
 * <p>{@code t.Error} names the file alone, {@code money_test.go:12}, which says nothing without the package: it becomes {@code
 * example.com/shop/money/money_test.go}. Paths with folders, as compilers and panics print them, stay as they are.
 */
final class GoFiles {
    private GoFiles() {}

    static String in(String packageName, String file) {
        return file.contains("/") ? file : packageName + "/" + file;
    }

    static List<Frame> in(String packageName, List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.file() == null
                        ? frame
                        : new Frame(frame.function(), in(packageName, frame.file()), frame.line()))
                .toList();
    }
}
