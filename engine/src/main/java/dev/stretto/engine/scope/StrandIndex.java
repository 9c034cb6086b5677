package dev.stretto.engine.scope;

import dev.stretto.engine.scope.SortedStrands.Entry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The strands of many globs, found by what they have in common with a strand: by their heads, and then by what their last names
 * start with or by what they end with, whichever leaves fewer.
 */
final class StrandIndex {
    /** So few are looked at one by one. */
    private static final int FEW = 16;

    /** Strands with the same head. */
    static final class Group {
        private final List<Entry> entries = new ArrayList<>(1);
        private @Nullable SortedStrands byName;
        private @Nullable SortedStrands byEnd;

        List<Entry> entries() {
            return entries;
        }

        /** Shows those that may meet the strand, as far as its head is concerned at all. */
        void meeting(Strand strand, Consumer<Entry> reader) {
            Consumer<Entry> checked = entry -> {
                if (entry.strand().mayMeet(strand)) {
                    reader.accept(entry);
                }
            };
            if (entries.size() <= FEW) {
                entries.forEach(checked);
                return;
            }
            if (byName == null || byEnd == null) {
                byName = new SortedStrands(entries, Strand::name, Strand::then);
                byEnd = new SortedStrands(entries, Strand::end, each -> null);
            }
            SortedStrands names = byName;
            SortedStrands ends = byEnd;
            (names.count(strand) <= ends.count(strand) ? names : ends).each(strand, checked);
        }
    }

    private final Map<String, Group> groups = new HashMap<>();
    private final BitSet lengths = new BitSet();

    StrandIndex(List<Glob> globs) {
        for (int glob = 0; glob < globs.size(); glob++) {
            for (Strand strand : globs.get(glob).strands()) {
                groups.computeIfAbsent(strand.head(), head -> new Group())
                        .entries
                        .add(new Entry(strand, glob));
                lengths.set(strand.head().length());
            }
        }
    }

    Collection<Group> groups() {
        return groups.values();
    }

    /** The groups whose head is the beginning of this text, or all of it. */
    List<Group> startsOf(String text) {
        List<Group> starts = new ArrayList<>();
        for (int length = lengths.nextSetBit(0);
                length >= 0 && length <= text.length();
                length = lengths.nextSetBit(length + 1)) {
            Group group = groups.get(text.substring(0, length));
            if (group != null) {
                starts.add(group);
            }
        }
        return starts;
    }
}
