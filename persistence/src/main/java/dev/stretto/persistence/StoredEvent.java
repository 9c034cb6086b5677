package dev.stretto.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * An entry as its JSON has it: the header is understood, the event's data not yet.
 *
 * @param sequence its number in its run
 * @param at when it was decided
 * @param cause who or what caused it
 * @param previous the digest of the entry before
 * @param type the stable name of the event's type
 * @param version the version of the data
 * @param data what happened
 */
record StoredEvent(
        long sequence, Instant at, String cause, String previous, String type, int version, ObjectNode data) {

    private static final ObjectReader STRICT =
            StrettoJson.mapper().reader(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Reads the header, and no more of the data than that it is an object. */
    static StoredEvent parse(LogPlace place, byte[] json) {
        StoredEvent stored;
        try {
            stored = STRICT.forType(StoredEvent.class).readValue(json);
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptLogException(place, problem(e), e);
        }
        if (stored == null) {
            throw new CorruptLogException(place, "it is null");
        }
        if (!Digests.wellFormed(stored.previous)) {
            throw new CorruptLogException(place.at(stored.sequence), "'previous' is no digest: " + stored.previous);
        }
        return stored;
    }

    EntryHeader header() {
        return new EntryHeader(sequence, at, cause, previous);
    }

    /** Reads data strictly: nothing unknown, nothing that is needed missing, no null. */
    static <T> T data(LogPlace place, ObjectNode data, Class<T> type) {
        if (hasNull(data)) {
            throw new CorruptLogException(place, "its data has a null, which Stretto never writes");
        }
        try {
            return STRICT.forType(type).readValue(data);
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptLogException(place, problem(e), e);
        }
    }

    private static boolean hasNull(JsonNode node) {
        if (node.isNull()) {
            return true;
        }
        for (JsonNode child : node) {
            if (hasNull(child)) {
                return true;
            }
        }
        return false;
    }

    private static String problem(Exception error) {
        return switch (error) {
            case JsonMappingException mapping -> mapping.getOriginalMessage() + path(mapping);
            case JsonProcessingException json -> json.getOriginalMessage();
            default -> String.valueOf(error.getMessage());
        };
    }

    private static String path(JsonMappingException error) {
        return error.getPath().isEmpty()
                ? ""
                : error.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining(".", " (at ", ")"));
    }
}
