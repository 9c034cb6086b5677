package dev.stretto.grammar;

import java.util.Locale;

/** Tells paths and names of tests and of documents from those of other code, by the habits of many languages. */
public final class TestNames {
    private TestNames() {}

    /** True for {@code FooTest}, {@code test_foo}, {@code foo.spec.ts}, {@code FooIT}, {@code src/test/…}, {@code spec/…}. */
    public static boolean isTest(String path) {
        int from = 0;
        for (int i = 0; i <= path.length(); i++) {
            boolean boundary = i == path.length() || !Character.isLetter(path.charAt(i)) || startsHump(path, i);
            if (boundary && i > from) {
                if (isTestWord(path, from, i)) {
                    return true;
                }
                from = i;
            }
            if (i < path.length() && !Character.isLetter(path.charAt(i))) {
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean startsHump(String path, int i) {
        return i > 0 && Character.isUpperCase(path.charAt(i)) && Character.isLowerCase(path.charAt(i - 1));
    }

    private static boolean isTestWord(String path, int from, int to) {
        String word = path.substring(from, to);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "test", "tests", "spec", "specs", "testing" -> true;
            case "it" -> word.equals("IT") && from > 0;
            default -> false;
        };
    }

    /** True for {@code docs/…}, {@code README.md} and other texts for people. */
    public static boolean isDocument(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.startsWith("docs/")
                || lower.startsWith("doc/")
                || lower.contains("/docs/")
                || lower.equals("docs")
                || lower.endsWith(".md")
                || lower.endsWith(".rst")
                || lower.endsWith(".adoc")
                || lower.startsWith("readme")
                || lower.startsWith("changelog");
    }
}
