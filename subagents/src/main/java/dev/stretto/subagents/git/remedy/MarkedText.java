package dev.stretto.subagents.git.remedy;

import dev.stretto.engine.synthesis.LineRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with conflict markers.
 *
 * @param withOurs the text with ours in place of each conflict
 * @param withTheirs the text with theirs in place of each conflict
 * @param theirs where in it that is
 */
record MarkedText(String withOurs, String withTheirs, List<LineRange> theirs) {
    /** Git's own. */
    static final int SHORTEST = 7;

    private static final String MARKS = "<=>|";

    MarkedText {
        theirs = List.copyOf(theirs);
    }

    /** How long markers have to be so that no line of these texts looks like one. */
    static int markersFor(List<String> texts) {
        int longest = SHORTEST - 1;
        for (String text : texts) {
            for (int at = 0; at < text.length(); at++) {
                int run = at;
                boolean begins = at == 0 || text.charAt(at - 1) == '\n';
                while (begins && run < text.length() && MARKS.indexOf(text.charAt(run)) >= 0) {
                    run++;
                }
                longest = Math.max(longest, run - at);
            }
        }
        return longest + 1;
    }

    static MarkedText of(String text, int markers) {
        StringBuilder withOurs = new StringBuilder();
        StringBuilder withTheirs = new StringBuilder();
        List<LineRange> theirs = new ArrayList<>();
        Part part = Part.BOTH;
        int lines = 0;
        int began = 0;
        for (String line : text.split("(?<=\n)", -1)) {
            if (line.startsWith("<".repeat(markers))) {
                part = Part.OURS;
            } else if (line.startsWith("|".repeat(markers))) {
                part = Part.BASE;
            } else if (line.startsWith("=".repeat(markers)) && part != Part.BOTH) {
                part = Part.THEIRS;
                began = lines;
            } else if (line.startsWith(">".repeat(markers))) {
                part = Part.BOTH;
                theirs.add(new LineRange(began + 1, lines));
            } else if (!line.isEmpty()) {
                if (part == Part.BOTH || part == Part.OURS) {
                    withOurs.append(line);
                }
                if (part == Part.BOTH || part == Part.THEIRS) {
                    withTheirs.append(line);
                    lines++;
                }
            }
        }
        return new MarkedText(withOurs.toString(), withTheirs.toString(), theirs);
    }

    /** Whose lines those are that come next. */
    private enum Part {
        BOTH,
        OURS,
        BASE,
        THEIRS
    }
}
