package dev.stretto.app.report;

import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.ReportWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conflict with its sides as lines for people. */
public final class ConflictText {
    private static final int LINES = 2_000;

    private final List<String> lines = new ArrayList<>();

    private ConflictText() {}

    /** The lines; of texts those in which they differ, of others only what they are. */
    public static List<String> of(ConflictContents conflict) {
        List<String> whose = new ArrayList<>(
                List.of("before", "so far, by " + ReportWords.names(conflict.first()), "by " + conflict.last()));
        List<@Nullable SideContent> sides = new ArrayList<>();
        sides.add(conflict.base());
        sides.add(conflict.ours());
        sides.add(conflict.theirs());
        if (conflict.resolved()) {
            whose.add("resolved");
            sides.add(conflict.result());
        }
        ConflictText text = new ConflictText();
        text.head(conflict);
        Excerpt excerpt = Excerpt.of(sides, LINES);
        for (int i = 0; i < sides.size(); i++) {
            text.side(whose.get(i), sides.get(i), excerpt.of(i));
        }
        return text.lines;
    }

    private void head(ConflictContents conflict) {
        lines.add("");
        lines.add(Printable.line(conflict.path()) + ": " + ReportWords.names(conflict.first()) + " against "
                + conflict.last() + (conflict.resolved() ? "  [resolved]" : ""));
        lines.add("  " + conflict.reason());
        ReportWords.lines(conflict.lines()).ifPresent(where -> lines.add("  " + where));
    }

    private void side(String whose, @Nullable SideContent side, Optional<Excerpt.Shown> shown) {
        lines.add("");
        lines.add(whose + ": " + (side == null ? "there is no such file" : side.inWords()));
        if (side == null || side.text() == null || shown.isEmpty()) {
            return;
        }
        int width = shown.get().lines().stream()
                .mapToInt(line -> line.number().length())
                .max()
                .orElse(0);
        shown.get()
                .lines()
                .forEach(line ->
                        lines.add("  " + " ".repeat(width - line.number().length())
                                + line.number() + " " + (line.sign().isEmpty() ? " " : line.sign()) + " "
                                + Printable.text(line.text())));
        if (shown.get().cut()) {
            lines.add("  … cut here; 'git cat-file blob " + side.blob() + "' prints all of it");
        } else if (!side.text().isEmpty() && !side.text().endsWith("\n")) {
            lines.add("  (no line end at the end)");
        }
    }
}
