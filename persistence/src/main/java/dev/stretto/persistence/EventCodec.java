package dev.stretto.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.EventTypes.EventType;
import java.io.IOException;
import java.time.Instant;

/** Turns events into entries of the log and back: one JSON object each, tied to the one before by its hash. */
public final class EventCodec {
    private static final ObjectMapper JSON = StrettoJson.mapper();

    private final Upcasters upcasters;

    public EventCodec() {
        this(Upcasters.TODAY);
    }

    EventCodec(Upcasters upcasters) {
        this.upcasters = upcasters;
    }

    /** What is stored, in this order of fields. */
    private record Envelope(
            long sequence, Instant at, String cause, String previous, String type, int version, RunEvent data) {}

    /** The entry for an event: its place, when, who caused it, and the digest of the entry before. */
    public LogEntry seal(long sequence, Instant at, String cause, String previous, RunEvent event) {
        EventType type = EventTypes.of(event);
        Envelope envelope = new Envelope(sequence, at, cause, previous, type.name(), type.version(), event);
        try {
            StoredBytes stored = StoredBytes.of(JSON.writeValueAsBytes(envelope));
            return new LogEntry(sequence, at, cause, previous, event, stored);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event " + type.name() + " can't be written as JSON", e);
        }
    }

    /**
     * The entry that these bytes hold.
     *
     * @throws CorruptLogException if they are no entry
     * @throws UnknownEventException if a newer version of Stretto wrote them
     */
    public LogEntry read(byte[] bytes) throws CorruptLogException, UnknownEventException {
        try {
            JsonNode envelope = JSON.readTree(bytes);
            String name = required(envelope, "type").asText();
            int version = required(envelope, "version").asInt();
            EventType type = EventTypes.named(name).orElseThrow(() -> new UnknownEventException(name, version));
            return new LogEntry(
                    required(envelope, "sequence").asLong(),
                    Instant.parse(required(envelope, "at").asText()),
                    required(envelope, "cause").asText(),
                    required(envelope, "previous").asText(),
                    event(type, version, required(envelope, "data")),
                    StoredBytes.of(bytes));
        } catch (IOException | RuntimeException e) {
            throw new CorruptLogException("an entry of the log can't be read: " + firstLine(e), e);
        }
    }

    private RunEvent event(EventType type, int version, JsonNode data)
            throws IOException, UnknownEventException, CorruptLogException {
        if (!(data instanceof ObjectNode object)) {
            throw new CorruptLogException("the data of an event '" + type.name() + "' is no object");
        }
        if (version > type.version() || version < 1) {
            throw new UnknownEventException(type.name(), version);
        }
        ObjectNode today = upcasters.upcast(type.name(), version, type.version(), object);
        if (today == null) {
            throw new UnknownEventException(type.name(), version);
        }
        return JSON.treeToValue(today, type.event());
    }

    private static JsonNode required(JsonNode envelope, String field) throws CorruptLogException {
        JsonNode value = envelope.get(field);
        if (value == null || value.isNull()) {
            throw new CorruptLogException("an entry of the log has no '" + field + "'");
        }
        return value;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
