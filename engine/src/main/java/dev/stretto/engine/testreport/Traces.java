package dev.stretto.engine.testreport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds the root cause in the text of a failure when only the text tells in which language it was thrown. */
final class Traces {
    /** The more a language's frames are unlike any other text, the earlier it is asked. */
    private static final List<Function<String, Optional<Trace>>> LANGUAGES = List.of(
            JavaTrace::find,
            PythonTrace::find,
            RustTrace::find,
            JavaScriptTrace::find,
            GoTrace::find,
            BashTrace::find,
            PerlTrace::find);

    /** The escape sequences of ECMA-48 that terminals are coloured with, also where a writer dropped the escape itself. */
    private static final Pattern ANSI =
            Pattern.compile("(?:[\\u001B\\u009B\\u241B\\uFFFD]|#x1[Bb])\\[[0-9;:?]*[A-Za-z]");

    private Traces() {}

    static Trace find(String text) {
        return LANGUAGES.stream()
                .flatMap(language -> language.apply(text).stream())
                .findFirst()
                .orElseGet(() -> Trace.plain(text));
    }

    /** The text without colours, and with {@code \n} alone at the ends of its lines. */
    static String clean(String text) {
        String lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        return lines.indexOf('[') < 0 ? lines : ANSI.matcher(lines).replaceAll("");
    }

    /** The lines of a text, those that are too long to be a step of a stack trace cut short. */
    static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.length() > 2000 ? line.substring(0, 2000) : line)
                .toList();
    }

    /** A path as it is shown: {@code /} between names, no {@code ./} and no {@code file://} in front. */
    static String path(String shown) {
        String path = shown.strip();
        if (path.startsWith("file://")) {
            path = path.substring("file://".length()).replace("%20", " ");
            path = path.matches("/[A-Za-z]:/.*") ? path.substring(1) : path;
        }
        path = path.indexOf('\\') >= 0 ? path.replace('\\', '/') : path;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        return path.contains("/../") ? withoutParents(path) : path;
    }

    /** {@code lib/money.bash} for {@code test/../lib/money.bash}, so that a file has one name. */
    private static String withoutParents(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            boolean leaves = name.equals("..")
                    && !names.isEmpty()
                    && !names.getLast().equals("..")
                    && !names.getLast().isEmpty();
            if (leaves) {
                names.removeLast();
            } else {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    /** Without the indentation that all lines have, and without white space around it. */
    static String dedented(String text) {
        return text.stripTrailing().stripIndent().strip();
    }

    /** Whether a line begins so, after white space: what has to be looked at more closely. */
    static boolean isStep(String line, String begin) {
        int start = 0;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        return line.startsWith(begin, start);
    }

    static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
