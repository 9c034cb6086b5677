package dev.stretto.app.report;

import java.util.List;

/** The lines of a file as git counts them: a carriage return is a part of its line, and shown. */
final class TextLines {
    private TextLines() {}

    static List<String> of(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return List.of(body.split("\n", -1));
    }
}
