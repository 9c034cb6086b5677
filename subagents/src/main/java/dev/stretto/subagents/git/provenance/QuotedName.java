package dev.stretto.subagents.git.provenance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads names as git quotes them: in double quotes, with the escapes of C, if they have characters that need it. */
final class QuotedName {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3}|.)");
    private static final String LETTERS = "abtnvfr\"\\";
    private static final String MEANT = "\u0007\b\t\n\u000b\f\r\"\\";
    private static final int OCTAL = 8;

    private QuotedName() {}

    /** The name itself, as raw as what is given: a character for each byte. */
    static String raw(String quoted) {
        return quoted.startsWith("\"")
                ? ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                        .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(meant(found.group(1)))))
                : quoted;
    }

    private static char meant(String escape) {
        int letter = LETTERS.indexOf(escape);
        return letter >= 0 ? MEANT.charAt(letter) : (char) Integer.parseInt(escape, OCTAL);
    }
}
