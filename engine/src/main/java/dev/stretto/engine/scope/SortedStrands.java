package dev.stretto.engine.scope;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Strands in the order of a text of theirs. Those whose text starts with a given one stand together, and those that it starts
 * with are found by as many look-ups as it has characters.
 */
final class SortedStrands {

    /** A strand, and the number of the glob that it is of. */
    record Entry(Strand strand, int glob) {}

    /** Entries from the first index to before the second. */
    private record Range(int from, int to) {}

    private final List<Entry> entries;
    private final Function<Strand, String> text;
    private final Map<String, Range> same = new HashMap<>();

    SortedStrands(List<Entry> all, Function<Strand, String> text) {
        this.text = text;
        this.entries = all.stream()
                .sorted(Comparator.comparing(entry -> text.apply(entry.strand())))
                .toList();
        int from = 0;
        for (int to = 1; to <= entries.size(); to++) {
            if (to == entries.size() || !textAt(to).equals(textAt(from))) {
                same.put(textAt(from), new Range(from, to));
                from = to;
            }
        }
    }

    /** How many there are of which the text starts with that of the strand, or the other way round. */
    int count(Strand strand) {
        int[] count = {0};
        ranges(text.apply(strand), range -> count[0] += range.to() - range.from());
        return count[0];
    }

    /** Shows all of these. */
    void each(Strand strand, Consumer<Entry> reader) {
        ranges(text.apply(strand), range -> entries.subList(range.from(), range.to()).forEach(reader));
    }

    private void ranges(String wanted, Consumer<Range> reader) {
        for (int length = 0; length < wanted.length(); length++) {
            Range range = same.get(wanted.substring(0, length));
            if (range != null) {
                reader.accept(range);
            }
        }
        int from = firstFrom(0, wanted, false);
        reader.accept(new Range(from, firstFrom(from, wanted, true)));
    }

    /** The first index from which on texts come after the wanted one, and after those that start with it if these are to be passed over. */
    private int firstFrom(int start, String wanted, boolean passOver) {
        int low = start;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            String found = textAt(middle);
            if (found.compareTo(wanted) < 0 || (passOver && found.startsWith(wanted))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private String textAt(int index) {
        return text.apply(entries.get(index).strand());
    }
}
