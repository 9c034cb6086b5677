package dev.stretto.engine.planning;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes texts that others wrote fit for a prompt or a comment: without control codes, and cut with a mark where they are long. */
final class ShownText {
    private static final Pattern ESCAPES = Pattern.compile("\\u001B\\[[0-9;:?]*[A-Za-z]|\\u001B[@-Z\\\\^_]");
    private static final int LONGEST_LINE = 160;

    private ShownText() {}

    /** Of several lines; lines end in {@code \n} alone, and none in blanks. */
    static String block(String text) {
        return ESCAPES.matcher(text)
                .replaceAll("")
                .lines()
                .map(line -> plain(line.replace("\t", "    ")).stripTrailing())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** On one line, however long. */
    static String wholeLine(String text) {
        return plain(ESCAPES.matcher(text).replaceAll("").replaceAll("\\s+", " "))
                .strip();
    }

    /** On one line, cut if it is long. */
    static String line(String text) {
        return cut(wholeLine(text), LONGEST_LINE);
    }

    /** No more than so many characters, with a mark that says if there were more. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    /** No more than so many lines and characters, with a line that says how much was cut off. */
    static String cutBlock(String text, int lines, int characters) {
        List<String> all = text.lines().toList();
        StringBuilder kept = new StringBuilder();
        int shown = 0;
        for (String line : all) {
            if (shown == lines || kept.length() + line.length() > characters) {
                break;
            }
            kept.append(shown == 0 ? "" : "\n").append(line);
            shown++;
        }
        if (shown == all.size()) {
            return text;
        }
        if (shown == 0) {
            kept.append(cut(all.getFirst(), characters));
            shown++;
        }
        int left = all.size() - shown;
        return left == 0 ? kept.toString() : kept + "\n… (" + count(left, "more line") + ")";
    }

    /** The name of a test as people say it. */
    static String testName(String name) {
        return line(name).replaceFirst("\\(\\)$", "");
    }

    /** {@code 1 failure}, {@code 2 failures}. */
    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .map(c -> isUnfit(c) ? 0xFFFD : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** What ends a line for some programs and not for others, marks the order of bytes, or is no character at all. */
    private static boolean isUnfit(int c) {
        return c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
    }
}
