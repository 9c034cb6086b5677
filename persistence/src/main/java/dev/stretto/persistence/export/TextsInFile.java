package dev.stretto.persistence.export;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StoredText;
import dev.stretto.persistence.codec.TextRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The free texts of an exported log, until the events have been read that refer to them. */
final class TextsInFile {
    private final Map<String, StoredText> open = new LinkedHashMap<>();
    private long count;

    void add(TextLine line) {
        count++;
        open.put(line.text(), line.stored());
    }

    /** The rows of these entries, each with its texts. */
    List<StoredRow> with(List<byte[]> entries) {
        List<StoredRow> rows = new ArrayList<>(entries.size());
        for (byte[] entry : entries) {
            rows.add(new StoredRow(rows.size() + 1L, entry, open.isEmpty() ? List.of() : taken(entry)));
        }
        return rows;
    }

    private List<StoredText> taken(byte[] entry) {
        List<StoredText> taken = new ArrayList<>();
        try {
            for (TextRef ref :
                    TextRef.in(StoredEvent.parse(LogPlace.UNKNOWN, entry).data())) {
                StoredText text = open.remove(ref.digest());
                if (text != null) {
                    taken.add(text);
                }
            }
        } catch (CorruptLogException e) {
            // an audit says so
        }
        return taken;
    }

    /** How many texts the file has. */
    long count() {
        return count;
    }

    /** The digests of those that no event has taken. */
    Set<String> strangers() {
        return open.keySet();
    }
}
