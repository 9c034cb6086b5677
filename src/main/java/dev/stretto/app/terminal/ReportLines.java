package dev.stretto.app.terminal;

import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.List;

/** The lines of a report as they come together; what is long is cut, with a mark that says so. */
final class ReportLines {
    /** How many names, files or lines of one thing are shown. */
    static final int MOST = 12;

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** A text below the line before. */
    void indented(String text) {
        List<String> all = text.lines().toList();
        all.stream().limit(MOST).forEach(line -> lines.add("    " + line));
        if (all.size() > MOST) {
            lines.add("    … and " + (all.size() - MOST) + " more lines");
        }
    }

    /** Names in a row. */
    static String listed(List<String> names) {
        return Listed.first(MOST, names.stream().map(Printable::line).toList());
    }

    List<String> all() {
        return lines;
    }
}
