package dev.stretto.persistence.codec;

import org.jspecify.annotations.Nullable;

/**
 * What a row is in the chain of hashes.
 *
 * @param row the number under which it is stored
 * @param digest of the bytes that are there now
 * @param stored what its JSON says; absent if it can't be read
 * @param problem why it can't be read; absent if it can
 */
public record ChainLink(
        long row,
        String digest,
        @Nullable StoredEvent stored,
        @Nullable String problem) {

    public static ChainLink of(StoredRow row) {
        String digest = Digests.of(row.stored());
        try {
            return new ChainLink(row.sequence(), digest, StoredEvent.parse(LogPlace.UNKNOWN, row.stored()), null);
        } catch (CorruptLogException e) {
            return new ChainLink(row.sequence(), digest, null, e.problem());
        }
    }

    public boolean follows(String previous) {
        return stored != null && stored.previous().equals(previous);
    }
}
