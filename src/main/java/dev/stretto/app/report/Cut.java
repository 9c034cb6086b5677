package dev.stretto.app.report;

import java.util.List;

/** Cuts long texts and lists, with a mark that says so. */
final class Cut {
    private Cut() {}

    /** The text, or its first so many letters and how many more there are. */
    static String text(String text, int longest) {
        int letters = text.codePointCount(0, text.length());
        return letters <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "\n… and " + (letters - longest)
                        + " more characters";
    }

    /** As many of these as fit, and how many there are besides. */
    static String rows(List<String> rows, int room, String what) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        while (shown < rows.size() && text.length() + rows.get(shown).length() <= room) {
            text.append(rows.get(shown));
            shown++;
        }
        return text.append(more(rows.size() - shown, what)).toString();
    }

    /** How many there are besides; empty if there are none. */
    static String more(int left, String what) {
        return left > 0 ? "\n… and " + left + " more " + what + "\n\n" : "";
    }
}
