package dev.stretto.persistence.codec;

import java.util.List;

/** A row of a log as it is stored, which need not be readable, with the free texts that are stored beside it. */
public final class StoredRow {
    private final long sequence;
    private final byte[] json;
    private final List<StoredText> texts;

    /** A row with this number, and a copy of these bytes; without texts. */
    public StoredRow(long sequence, byte[] json) {
        this(sequence, json, List.of());
    }

    /** A row with this number, a copy of these bytes, and the texts of its event that are still there. */
    public StoredRow(long sequence, byte[] json, List<StoredText> texts) {
        this.sequence = sequence;
        this.json = json.clone();
        this.texts = List.copyOf(texts);
    }

    /** The row that an entry is stored as. */
    public static StoredRow of(LogEntry entry) {
        return new StoredRow(entry.sequence(), entry.stored(), entry.texts());
    }

    /** Its number, as the store has it. */
    public long sequence() {
        return sequence;
    }

    /** A copy of its bytes. */
    public byte[] json() {
        return json.clone();
    }

    /** The free texts of its event that have not been erased, in no order. */
    public List<StoredText> texts() {
        return texts;
    }

    public byte[] stored() {
        return json;
    }
}
