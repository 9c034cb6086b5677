package dev.stretto.persistence.audit;

import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.AuditFinding.Kind;
import dev.stretto.persistence.codec.ChainLink;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds where a chain of hashes is broken, and names what was done to it as far as that can be told: an entry names the digest
 * of the one that it was written after, so one that is named by nobody was changed or does not belong.
 */
final class ChainCheck {
    private final List<ChainLink> links;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<Integer> changed = new HashSet<>();
    private final List<AuditFinding> findings = new ArrayList<>();

    private ChainCheck(List<ChainLink> links) {
        this.links = links;
        for (int i = 0; i < links.size(); i++) {
            places.put(links.get(i).digest(), i);
        }
    }

    static List<AuditFinding> of(List<ChainLink> links) {
        ChainCheck check = new ChainCheck(links);
        for (int i = 0; i < links.size(); i++) {
            check.number(i);
            check.link(i);
        }
        return check.findings;
    }

    private void number(int i) {
        long before = i == 0 ? 0 : links.get(i - 1).row();
        long here = links.get(i).row();
        if (here > before + 1) {
            find(before + 1, Kind.REMOVED, events(before + 1, here - 1));
        } else if (here <= before) {
            find(here, Kind.REORDERED, "it comes after event " + before);
        }
        String problem = links.get(i).problem();
        if (problem != null) {
            find(here, Kind.CHANGED, "it can't be read: " + problem);
        }
    }

    private void link(int i) {
        ChainLink link = links.get(i);
        if (link.stored() == null || gapBefore(i)) {
            return;
        }
        String before = i == 0 ? LogEntry.NO_PREVIOUS : links.get(i - 1).digest();
        if (link.follows(before)) {
            renumbered(i);
            return;
        }
        Integer place = link.follows(LogEntry.NO_PREVIOUS)
                ? Integer.valueOf(-1)
                : places.get(link.stored().previous());
        if (place != null) {
            displaced(i, place);
        } else if (link.stored().sequence() > expected(i)) {
            find(
                    link.row(),
                    Kind.REMOVED,
                    "events before it are missing: it was written as event "
                            + link.stored().sequence());
        } else if (i == 0 || changedItself(i)) {
            changed.add(i);
            find(link.row(), Kind.CHANGED, "the hash that it carries is not that of the event before");
        } else if (links.get(i - 1).stored() != null && !changed.contains(i - 1)) {
            find(
                    links.get(i - 1).row(),
                    Kind.CHANGED,
                    "it is not what it was when event " + link.row() + " was written after it");
        }
    }

    /** The entry names one that is in the log, but not the one before it. */
    private void displaced(int i, int place) {
        ChainLink link = links.get(i);
        String after = place < 0 ? "the beginning" : "event " + links.get(place).row();
        boolean inserted = place < i - 1;
        for (int between = place + 1; between < i; between++) {
            inserted &= !namedBySomebody(between) && !followsLater(between);
        }
        if (!inserted) {
            find(link.row(), Kind.REORDERED, "it was written after " + after);
            return;
        }
        for (int between = place + 1; between < i; between++) {
            find(
                    links.get(between).row(),
                    Kind.INSERTED,
                    "event " + link.row() + " was written after " + after + ", and this one stands in between");
        }
    }

    /** The chain is whole here, but the number in the JSON is not that of the row. */
    private void renumbered(int i) {
        ChainLink link = links.get(i);
        StoredEvent stored = link.stored();
        boolean first = i == 0
                || links.get(i - 1).stored() == null
                || expected(i) == links.get(i - 1).row() + 1;
        if (stored != null && stored.sequence() != link.row() && first) {
            find(link.row(), Kind.REORDERED, "it was written as event " + stored.sequence());
        }
    }

    /** If the event after this one does not know it either, then this one is the one that was changed. */
    private boolean changedItself(int i) {
        return i + 1 < links.size()
                && !gapBefore(i + 1)
                && links.get(i + 1).stored() != null
                && !links.get(i + 1).follows(links.get(i).digest());
    }

    private boolean namedBySomebody(int i) {
        return links.stream().anyMatch(link -> link.follows(links.get(i).digest()));
    }

    private boolean followsLater(int i) {
        StoredEvent stored = links.get(i).stored();
        return stored != null && places.getOrDefault(stored.previous(), -1) > i;
    }

    private long expected(int i) {
        StoredEvent before = i == 0 ? null : links.get(i - 1).stored();
        if (before != null) {
            return before.sequence() + 1;
        }
        return i == 0 ? 1 : links.get(i - 1).row() + 1;
    }

    private boolean gapBefore(int i) {
        return links.get(i).row() != (i == 0 ? 1 : links.get(i - 1).row() + 1);
    }

    private static String events(long first, long last) {
        return first == last ? "it is missing" : "it and all up to event " + last + " are missing";
    }

    private void find(long sequence, Kind kind, String message) {
        findings.add(new AuditFinding(sequence, kind, message));
    }
}
