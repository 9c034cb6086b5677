package dev.stretto.app.report;

import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.ReportWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conflict on the page, its sides beside each other; what is the same on all of them is left out. */
record ConflictBlock(
        String path,
        String who,
        Badge state,
        String reason,
        @Nullable String lines,
        boolean open,
        List<SideView> sides) {
    private static final int OPEN = 5;
    private static final int LINES = 160;

    /**
     * @param about what it is, in a few words
     * @param cut what is missing at the end; absent if nothing is
     */
    record SideView(
            String heading,
            String about,
            List<CodeLine> lines,
            @Nullable String cut) {
        boolean hasLines() {
            return !lines.isEmpty();
        }
    }

    /** @param sign {@code +} for a line that the file before has not, {@code -} for one that a side has no more */
    record CodeLine(String number, String sign, String text, String look) {}

    static ConflictBlock of(ConflictContents conflict, int place) {
        List<String> headings = new ArrayList<>(
                List.of("Before", "So far: " + ReportWords.names(conflict.first()), "Then: " + conflict.last()));
        List<@Nullable SideContent> sides = new ArrayList<>();
        sides.add(conflict.base());
        sides.add(conflict.ours());
        sides.add(conflict.theirs());
        if (conflict.resolved()) {
            headings.add("Resolved");
            sides.add(conflict.result());
        }
        return new ConflictBlock(
                Printable.line(conflict.path()),
                ReportWords.names(conflict.first()) + " against " + conflict.last(),
                conflict.resolved() ? new Badge("resolved", "good") : new Badge("conflict", "bad"),
                conflict.reason(),
                ReportWords.lines(conflict.lines()).orElse(null),
                place < OPEN,
                views(headings, sides));
    }

    private static List<SideView> views(List<String> headings, List<@Nullable SideContent> sides) {
        Excerpt excerpt = Excerpt.of(sides, LINES);
        List<SideView> views = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            SideContent side = sides.get(i);
            String about = side == null ? "there is no such file" : side.inWords();
            Optional<Excerpt.Shown> shown = excerpt.of(i);
            views.add(new SideView(
                    headings.get(i),
                    about,
                    shown.map(Excerpt.Shown::lines).orElse(List.of()),
                    shown.filter(Excerpt.Shown::cut).isPresent()
                            ? "cut here; 'stretto show RUN --conflict PATH' prints more of it"
                            : null));
        }
        return views;
    }
}
