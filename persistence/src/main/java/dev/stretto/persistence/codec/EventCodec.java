package dev.stretto.persistence.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.codec.EventTypes.EventType;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns events into the JSON of the log, and back. An event that it does not know is never guessed at. Immutable, and safe
 * for use by several threads.
 */
public final class EventCodec {
    private final Upcasters upcasters;
    private final Function<String, Optional<EventType>> types;
    private final CurrentEntryReader current;

    /** A codec that reads all released versions. */
    public EventCodec() {
        this(Upcasters.RELEASED);
    }

    EventCodec(Upcasters upcasters) {
        this(upcasters, EventTypes::named);
    }

    EventCodec(Upcasters upcasters, Function<String, Optional<EventType>> types) {
        this.upcasters = upcasters;
        this.types = types;
        this.current = new CurrentEntryReader(types);
    }

    /** What an entry looks like; the order of its parts is that in the log. */
    private record Envelope(
            long sequence, Instant at, String cause, String previous, String type, int version, RunEvent data) {}

    /**
     * Writes an event down as the entry after another one, with its free texts beside it.
     *
     * @param sequence its number in its run, from 1
     * @param at when it was decided
     * @param cause who or what caused it
     * @param previous the digest of the entry before, or {@link LogEntry#NO_PREVIOUS}
     */
    public LogEntry seal(long sequence, Instant at, String cause, String previous, RunEvent event) {
        EventType type = EventTypes.of(event);
        TextSink texts = new TextSink();
        byte[] json = bytes(texts, new Envelope(sequence, at, cause, previous, type.name(), type.version(), event));
        return new LogEntry(new EntryHeader(sequence, at, cause, previous), event, json, texts.texts());
    }

    /**
     * Reads an entry without its free texts, as if they had been erased.
     *
     * @throws CorruptLogException if it is not what Stretto writes
     * @throws UnknownEventException if it is an event of a type or version that is not known
     */
    public LogEntry read(byte[] json) {
        return read(LogPlace.UNKNOWN, json, TextLookup.NONE);
    }

    /**
     * Reads an entry from a row of a log.
     *
     * @param log where the log is, for messages
     * @throws CorruptLogException if it is not what Stretto writes
     * @throws UnknownEventException if it is an event of a type or version that is not known
     */
    public LogEntry read(LogPlace log, StoredRow row) {
        return read(log.at(row.sequence()), row.stored(), TextLookup.in(row.texts()));
    }

    /**
     * Reads an entry, and puts its free texts back.
     *
     * @param texts where they are; one that is not there reads as erased
     * @throws CorruptLogException if it is not what Stretto writes, or a text is not what it was
     * @throws UnknownEventException if it is an event of a type or version that is not known
     */
    public LogEntry read(LogPlace place, byte[] json, TextLookup texts) {
        return current.read(json, texts).orElseGet(() -> read(place, StoredEvent.parse(place, json), json, texts));
    }

    /** As above, for an entry whose header has been read. */
    public LogEntry read(LogPlace log, StoredEvent stored, byte[] json, TextLookup texts) {
        LogPlace place = log.at(stored.sequence());
        EventType type =
                types.apply(stored.type()).orElseThrow(() -> unknown(place, stored, "it knows no events of that type"));
        if (stored.version() > type.version()) {
            throw unknown(place, stored, "it knows versions up to " + type.version());
        }
        ObjectNode data = upcasters
                .upcast(type.name(), stored.version(), type.version(), stored.data())
                .orElseThrow(() -> unknown(place, stored, "it does not know how to read versions as old as that"));
        TextSource source = new TextSource(texts);
        RunEvent event = StoredEvent.read(place, data, type.data(), source);
        return new LogEntry(stored.header(), event, json, source.found());
    }

    private static byte[] bytes(TextSink texts, Envelope envelope) {
        try {
            return FreeTextSerializer.into(texts).writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    envelope.type() + " can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static UnknownEventException unknown(LogPlace place, StoredEvent stored, String why) {
        return new UnknownEventException(place, stored.type(), stored.version(), why);
    }
}
