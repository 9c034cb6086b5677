package dev.stretto.subagents.process;

import java.util.regex.Pattern;

/** Text of subagents made fit for logs and screens: no escape sequences, no control characters, no overwritten lines. */
public final class PlainText {
    /** ECMA-48: control sequences, strings with their terminators, then any other escape. */
    private static final Pattern ESCAPES = Pattern.compile("(?:\u001B\\[|\u009B)[0-?]*+[ -/]*+[@-~]"
            + "|\u001B][^\u0007\u001B]*+(?:\u0007|\u001B\\\\)"
            + "|\u001B[PX^_][^\u001B]*+\u001B\\\\"
            + "|\u001B[ -/]*+[0-~]");

    /** A progress bar writes over its line again and again; the last text stays. */
    private static final Pattern OVERWRITTEN = Pattern.compile("(?<![^\n\r])[^\n\r]*+\r++(?!\n|\\z)");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\u0080-\u009F&&[^\n\t]]");

    private PlainText() {}

    /** The text as a terminal would leave it on the screen, roughly. */
    public static String of(String text) {
        String lines = ESCAPES.matcher(text).replaceAll("");
        String shown = OVERWRITTEN.matcher(lines).replaceAll("");
        return CONTROLS.matcher(shown).replaceAll("");
    }

    /** At most so many characters from the start, with a mark if that is not all. */
    static String beginning(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + "\n…";
    }

    /**
     * At most so many characters from the end, from the start of a line if there is one, with a mark if that is not all.
     *
     * @param cut true if something is missing already
     */
    static String end(String text, int characters, boolean cut) {
        if (text.length() <= characters && !cut) {
            return text;
        }
        int start = Math.max(0, text.length() - characters);
        boolean midLine = start == 0 ? cut : text.charAt(start - 1) != '\n';
        int line = text.indexOf('\n', start);
        if (midLine && line >= 0) {
            return "…\n" + text.substring(line + 1);
        }
        int whole = start < text.length() && Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
        return (midLine ? "…" : "…\n") + text.substring(whole);
    }
}
