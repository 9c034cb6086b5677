package dev.stretto.persistence.codec;

/** A row of a log as it is stored, which need not be readable. */
public final class StoredRow {
    private final long sequence;
    private final byte[] json;

    /** A row with this number, and a copy of these bytes. */
    public StoredRow(long sequence, byte[] json) {
        this.sequence = sequence;
        this.json = json.clone();
    }

    /** Its number, as the store has it. */
    public long sequence() {
        return sequence;
    }

    /** A copy of its bytes. */
    public byte[] json() {
        return json.clone();
    }

    public byte[] stored() {
        return json;
    }
}
