package dev.stretto.persistence;

import dev.stretto.engine.run.RunEvent;
import java.time.Instant;

/**
 * One event as it stands in the log.
 *
 * @param sequence its place in the run's log, from 1
 * @param at when it was written
 * @param cause who caused it
 * @param previous the digest of the entry before; {@link #NO_PREVIOUS} for the first
 * @param event what happened
 * @param stored the bytes that the log holds for it, and their digest
 */
public record LogEntry(long sequence, Instant at, String cause, String previous, RunEvent event, StoredBytes stored) {
    /** What the first entry names as the one before it. */
    public static final String NO_PREVIOUS = StoredBytes.PREFIX + "0".repeat(64);

    /** The first part of the persistence id of every run. */
    public static final String ENTITY_TYPE = "Run";

    /** The digest of what is stored, which the next entry names. */
    public String digest() {
        return stored.digest();
    }

    /** The bytes that the log holds: one JSON object. */
    public byte[] json() {
        return stored.bytes();
    }
}
