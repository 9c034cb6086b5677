package dev.stretto.persistence.codec;

import dev.stretto.engine.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in a run's log: who caused it, when, and after which other entry. Made by {@link EventCodec}
 * only, so its digest is always that of its bytes. Two entries are equal if their bytes are.
 */
public final class LogEntry {
    /** What the persistence ids of runs begin with: {@code Run|<run id>}. */
    public static final String ENTITY_TYPE = "Run";

    /** What the first entry of a log has in place of the digest of the one before. */
    public static final String NO_PREVIOUS = Digests.PREFIX + "0".repeat(64);

    private final EntryHeader header;
    private final RunEvent event;
    private final byte[] json;
    private final String digest;

    private final List<StoredText> texts;
    private final @Nullable RunSummary summary;

    LogEntry(EntryHeader header, RunEvent event, byte[] json, List<StoredText> texts) {
        this(header, event, json, texts, Digests.of(json), null);
    }

    private LogEntry(
            EntryHeader header,
            RunEvent event,
            byte[] json,
            List<StoredText> texts,
            String digest,
            @Nullable RunSummary summary) {
        this.header = header;
        this.event = event;
        this.json = json;
        this.texts = List.copyOf(texts);
        this.digest = digest;
        this.summary = summary;
    }

    /** The same entry, with the row that its run has in the run table from then on. */
    public LogEntry with(RunSummary row) {
        return new LogEntry(header, event, json, texts, digest, row);
    }

    /** What is written to the run table together with the entry; empty if that stays as it is. */
    public Optional<RunSummary> summary() {
        return Optional.ofNullable(summary);
    }

    /** Its number in its run's log, from 1. */
    public long sequence() {
        return header.sequence();
    }

    /** When it was decided. */
    public Instant at() {
        return header.at();
    }

    /** Who or what caused it. */
    public String cause() {
        return header.cause();
    }

    /** The digest of the entry before; {@link #NO_PREVIOUS} for the first. */
    public String previous() {
        return header.previous();
    }

    /** The stable name of the event's type, such as {@code task-completed}. */
    public String type() {
        return EventTypes.of(event).name();
    }

    /** What happened. */
    public RunEvent event() {
        return event;
    }

    /** A copy of the exact bytes stored: JSON in UTF-8, on one line. */
    public byte[] json() {
        return json.clone();
    }

    /** The free texts of the event, which are stored beside the chain; without those that have been erased. */
    public List<StoredText> texts() {
        return texts;
    }

    /** The digest of the bytes. */
    public String digest() {
        return digest;
    }

    /** The exact bytes stored, not copied: nobody changes them. */
    public byte[] stored() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEntry entry && digest.equals(entry.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return sequence() + " " + type() + " " + digest;
    }
}
