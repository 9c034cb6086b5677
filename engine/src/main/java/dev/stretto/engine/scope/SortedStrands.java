package dev.stretto.engine.scope;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    private final Function<Strand, @Nullable CodePoints> next;
    private final Map<String, Range> same = new HashMap<>();

    /** @param next what comes after the text, as far as that is known */
    SortedStrands(List<Entry> all, Function<Strand, String> text, Function<Strand, @Nullable CodePoints> next) {
        this.text = text;
        this.next = next;
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
        ranges(strand, range -> count[0] += range.to() - range.from());
        return count[0];
    }

    /** Shows all of these. */
    void each(Strand strand, Consumer<Entry> reader) {
        ranges(strand, range -> entries.subList(range.from(), range.to()).forEach(reader));
    }

    private void ranges(Strand strand, Consumer<Range> reader) {
        String wanted = text.apply(strand);
        for (int length = 0; length < wanted.length(); length++) {
            Range range = same.get(wanted.substring(0, length));
            if (range != null) {
                reader.accept(range);
            }
        }
        CodePoints then = next.apply(strand);
        if (then == null) {
            int from = first(wanted, false);
            reader.accept(new Range(from, first(wanted, true)));
            return;
        }
        Range equal = same.get(wanted);
        if (equal != null) {
            reader.accept(equal);
        }
        then.ranges((low, high) -> {
            int from = first(wanted + Character.toString(low), false);
            reader.accept(new Range(from, Math.max(from, first(wanted + Character.toString(high), true))));
        });
    }

    /** The first index whose text does not come before the wanted one, nor, if these are to be passed over, starts with it. */
    private int first(String wanted, boolean passOver) {
        int low = 0;
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
