package dev.stretto.engine.planfile;

/** Texts from a document, as they stand in messages. */
final class Texts {
    private static final int MOST = 60;

    private Texts() {}

    /** On one line, and cut with a mark if it is long. */
    static String shortened(String text) {
        String line = text.replace('\n', ' ').replace('\r', ' ');
        return line.length() > MOST ? line.substring(0, MOST) + "…" : line;
    }
}
