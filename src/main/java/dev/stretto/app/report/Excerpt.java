package dev.stretto.app.report;

import dev.stretto.app.report.ConflictBlock.CodeLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The part of several versions of a text in which they differ, with a few lines around. The first one is that before. */
final class Excerpt {
    private static final int AROUND = 3;
    private static final int LETTERS = 300;
    private static final int COMPARED = 2_000;

    /**
     * What is shown of one.
     *
     * @param cut true if something is missing at the end
     */
    record Shown(List<CodeLine> lines, boolean cut) {}

    private final List<@Nullable List<String>> texts = new ArrayList<>();
    private final int most;
    private final boolean cutOff;
    private final int before;
    private final int after;

    private Excerpt(List<@Nullable SideContent> sides, int most) {
        this.most = most;
        for (SideContent side : sides) {
            texts.add(side == null || side.text() == null ? null : TextLines.of(side.text()));
        }
        this.cutOff = sides.stream().anyMatch(side -> side != null && side.truncated());
        List<List<String>> known = new ArrayList<>();
        for (List<String> text : texts) {
            if (text != null) {
                known.add(text);
            }
        }
        int shortest = known.stream().mapToInt(List::size).min().orElse(0);
        int same = known.size() < 2 ? 0 : common(known, shortest, 0);
        int sameAtEnd = known.size() < 2 || cutOff ? 0 : common(known, shortest - same, 1);
        this.before = Math.max(0, same - AROUND);
        this.after = Math.max(0, sameAtEnd - AROUND);
    }

    /** Of each of these no more than so many lines; what is no text has none. */
    static Excerpt of(List<@Nullable SideContent> sides, int most) {
        return new Excerpt(sides, most);
    }

    /** How many lines all of them have in common, from the beginning or (1) from the end. */
    private static int common(List<List<String>> texts, int most, int fromEnd) {
        int same = 0;
        while (same < most) {
            int at = same;
            String line = line(texts.getFirst(), at, fromEnd);
            if (!texts.stream().allMatch(text -> line(text, at, fromEnd).equals(line))) {
                break;
            }
            same++;
        }
        return same;
    }

    private static String line(List<String> text, int at, int fromEnd) {
        return fromEnd == 1 ? text.get(text.size() - 1 - at) : text.get(at);
    }

    /** What to show of one of them; empty if it is no text. */
    Optional<Shown> of(int version) {
        List<String> text = texts.get(version);
        if (text == null) {
            return Optional.empty();
        }
        int end = Math.max(before, text.size() - after);
        int shownEnd = Math.min(end, before + most);
        BitSet marked = marked(version, text.subList(before, shownEnd));
        List<CodeLine> lines = new ArrayList<>();
        gap(lines, before);
        for (int i = before; i < shownEnd; i++) {
            boolean mark = marked.get(i - before);
            String sign = !mark ? "" : version == 0 ? "-" : "+";
            String look = !mark ? "same" : version == 0 ? "old" : "new";
            lines.add(new CodeLine(String.valueOf(i + 1), sign, shortened(text.get(i)), look));
        }
        if (shownEnd == end) {
            gap(lines, after);
        }
        return Optional.of(new Shown(lines, shownEnd < end || cutOff));
    }

    private static void gap(List<CodeLine> lines, int count) {
        if (count > 0) {
            String what = count == 1 ? "1 line that is" : count + " lines that are";
            lines.add(new CodeLine("", "", "… " + what + " the same on all sides", "gap"));
        }
    }

    private static String shortened(String line) {
        return line.length() <= LETTERS ? line : line.substring(0, LETTERS) + " …";
    }

    /** Of the first version the lines that another one has no more, of the others those that the first one has not. */
    private BitSet marked(int version, List<String> shown) {
        BitSet marked = new BitSet();
        List<String> base = texts.getFirst();
        if (base == null || shown.size() > COMPARED || window(base).size() > COMPARED) {
            return marked;
        }
        for (int other = 1; other < texts.size(); other++) {
            List<String> text = texts.get(other);
            if (text != null && (version == 0 || version == other)) {
                List<String> against = window(version == 0 ? text : base);
                BitSet kept = kept(shown, against);
                IntStream.range(0, shown.size()).filter(i -> !kept.get(i)).forEach(marked::set);
            }
        }
        return marked;
    }

    private List<String> window(List<String> text) {
        int end = Math.max(before, text.size() - after);
        return text.subList(before, Math.min(end, before + most));
    }

    /** The lines of the first one that are part of a longest common subsequence with the second one. */
    private static BitSet kept(List<String> one, List<String> other) {
        int[][] longest = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                longest[i][j] = one.get(i).equals(other.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        BitSet kept = new BitSet();
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            if (one.get(i).equals(other.get(j))) {
                kept.set(i++);
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return kept;
    }
}
