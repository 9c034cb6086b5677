package dev.stretto.app.command.audit;

import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.Table;
import dev.stretto.subagents.git.provenance.LineSource.How;
import dev.stretto.subagents.git.provenance.LineSource.Merge;
import java.util.ArrayList;
import java.util.List;

/** Where the lines of a file come from, as lines for people. */
final class BlameText {
    private static final int SHORT_ID = 12;
    private static final int DAY = "2000-01-01".length();

    private BlameText() {}

    static List<String> of(Blamed blamed) {
        List<String> text = new ArrayList<>();
        String whose = blamed.run() != null
                ? ", the result of run " + blamed.run()
                : blamed.revision() != null ? ", " + blamed.revision() : "";
        String head = blamed.path() + " in commit " + shortened(blamed.commit()) + whose;
        text.add(Printable.line(blamed.lineCount() == 0 ? head + ": the file has no lines" : head));
        if (!blamed.ranges().isEmpty()) {
            Table table = new Table("LINES", "COMMIT", "FROM");
            blamed.ranges()
                    .forEach(lines -> table.row(
                            lines.from() == lines.to() ? String.valueOf(lines.from()) : lines.from() + "-" + lines.to(),
                            shortened(lines.commit()),
                            Printable.line(from(lines))));
            text.addAll(table.lines());
        }
        return text;
    }

    private static String from(Blamed.Lines lines) {
        String where = lines.path() == null ? "" : ", in " + lines.path();
        if (lines.how() == null) {
            String date = lines.date() == null ? "" : ", " + day(lines.date());
            return lines.author() + date + where + ": " + lines.subject();
        }
        String what = switch (lines.how()) {
            case LEFT_BEHIND -> "";
            case OWN_COMMIT -> ": " + lines.subject() + " (" + lines.author() + ")";
            case IN_MERGE ->
                lines.attempt() == null ? ", made in the merge of what it builds on" : ", made in the merge";
        };
        return "task " + lines.task()
                + (lines.attempt() == null ? "" : ", attempt " + lines.attempt())
                + ", run " + lines.run()
                + (lines.event() == null ? "" : ", event " + lines.event())
                + takenIn(lines)
                + (lines.remadeBy() == null ? "" : ", made anew by " + lines.remadeBy())
                + where
                + what;
    }

    /** Said only where another attempt has brought in what this one had made. */
    private static String takenIn(Blamed.Lines lines) {
        Merge merge = lines.merge();
        if (merge == null
                || lines.how() == How.OWN_COMMIT
                || (merge.run().equals(lines.run())
                        && merge.task().equals(lines.task())
                        && (lines.attempt() == null || merge.attempt() == lines.attempt()))) {
            return "";
        }
        return ", taken in with task " + merge.task() + ", attempt " + merge.attempt()
                + (merge.run().equals(lines.run()) ? "" : ", of run " + merge.run());
    }

    private static String day(String date) {
        return date.substring(0, Math.min(DAY, date.length()));
    }

    private static String shortened(String commit) {
        return commit.substring(0, SHORT_ID);
    }
}
