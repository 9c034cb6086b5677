package dev.stretto.app.terminal;

import java.util.function.IntPredicate;

/** Makes text that others wrote harmless on a screen: control codes are shown instead of obeyed. */
public final class Printable {
    private Printable() {}

    /** A text of several lines; line breaks and tabs stay what they are. */
    public static String text(String text) {
        return shown(text, c -> acts(c) && c != '\n' && c != '\t');
    }

    /** What has to stay on one line, such as a title or a file's name. */
    public static String line(String text) {
        return shown(text, Printable::acts);
    }

    /** The same, without what terminals do not agree about the width of: it would push the rest of a line out of its place. */
    public static String ofKnownWidth(String text) {
        StringBuilder shown = new StringBuilder();
        line(text).codePoints().filter(c -> !joins(c)).map(Printable::letter).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** What makes one picture of several: the joiner, selectors of a variant, tones of skin. */
    private static boolean joins(int c) {
        return c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
    }

    /** Of two of these signs terminals make a flag. */
    private static int letter(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF ? 'A' + c - 0x1F1E6 : c;
    }

    private static String shown(String text, IntPredicate hidden) {
        if (text.codePoints().noneMatch(hidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (hidden.test(c)) {
                shown.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Control codes, and those that turn the direction of what comes after them. */
    private static boolean acts(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
