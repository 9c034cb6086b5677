package dev.stretto.app.report;

import dev.stretto.app.terminal.Printable;
import java.util.regex.Pattern;

/**
 * Puts what others wrote into Markdown so that it stays text: it can't end a table cell or a fence, become markup or HTML, or
 * call somebody's name.
 */
final class Markdown {
    private static final String SPECIAL = "\\`*[]<>|~&$";
    private static final String SHORTEST_FENCE = "```";
    private static final Pattern BACKTICKS = Pattern.compile("`{3,}");
    private static final int LONGEST = 600;
    private static final String NO_WIDTH = "&#8203;";

    private Markdown() {}

    /**
     * A text on one line, for every place where Markdown or HTML has text. Numeric references are never markup, in either of
     * them. Names and numbers that GitHub makes links of are taken apart by a space without width. Cut with a mark if it is long.
     */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        String line = Printable.line(text.strip().replaceAll("\\s*\\R\\s*", " "));
        boolean cut = line.codePointCount(0, line.length()) > LONGEST;
        escape(line, LONGEST, true, escaped);
        return escaped.append(cut ? " …" : "").toString();
    }

    /** A name, such as that of a file, set as code. */
    static String code(String name) {
        StringBuilder escaped = new StringBuilder("<code>");
        escape(Printable.line(name), Integer.MAX_VALUE, false, escaped);
        return escaped.append("</code>").toString();
    }

    private static void escape(String line, int most, boolean finder, StringBuilder out) {
        int[] letters = line.codePoints().limit(most).toArray();
        for (int i = 0; i < letters.length; i++) {
            int c = letters[i];
            boolean withinWord = i > 0
                    && i + 1 < letters.length
                    && Character.isLetterOrDigit(letters[i - 1])
                    && Character.isLetterOrDigit(letters[i + 1]);
            if (SPECIAL.indexOf(c) >= 0 || (c == '_' && !withinWord)) {
                out.append("&#").append(c).append(';');
            } else {
                out.appendCodePoint(c);
            }
            if (finder && (c == '@' || c == '#')) {
                out.append(NO_WIDTH);
            }
        }
    }

    /** A text of several lines as a block, with a fence that is longer than any in it; cut with a mark if it is longer. */
    static String fenced(String text, int longest) {
        String shown = Cut.text(Printable.text(text.replace("\r\n", "\n")).stripTrailing(), longest);
        String fence = BACKTICKS
                .matcher(shown)
                .results()
                .map(found -> found.group() + "`")
                .reduce(SHORTEST_FENCE, (a, b) -> a.length() >= b.length() ? a : b);
        return fence + "text\n" + shown + "\n" + fence + "\n";
    }
}
