package dev.stretto.app.report;

/** Cuts long texts, with a mark that says so. */
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
}
