package dev.stretto.persistence.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
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
public record StoredEvent(
        long sequence, Instant at, String cause, String previous, String type, int version, ObjectNode data) {

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])|\\(although [^)]*\\) ?");

    private static final ObjectReader STRICT =
            StrettoJson.mapper().reader(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Reads the header, and no more of the data than that it is an object. */
    public static StoredEvent parse(LogPlace place, byte[] json) {
        StoredEvent stored = read(place, tree(place, json), StoredEvent.class, STRICT);
        if (!Digests.wellFormed(stored.previous)) {
            throw new CorruptLogException(place.at(stored.sequence), "'previous' is no digest: " + stored.previous);
        }
        return stored;
    }

    EntryHeader header() {
        return new EntryHeader(sequence, at, cause, previous);
    }

    /** Reads data strictly: nothing unknown, nothing that is needed missing. */
    static <T> T read(LogPlace place, ObjectNode data, Class<T> type, TextSource texts) {
        return read(place, data, type, STRICT.withAttribute(TextSource.class, texts));
    }

    private static <T> T read(LogPlace place, ObjectNode data, Class<T> type, ObjectReader reader) {
        try {
            return reader.forType(type).readValue(data);
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptLogException(place, problem(e), e);
        }
    }

    private static ObjectNode tree(LogPlace place, byte[] json) {
        try {
            if (STRICT.readTree(json) instanceof ObjectNode tree && !hasNull(tree)) {
                return tree;
            }
        } catch (IOException e) {
            throw new CorruptLogException(place, problem(e), e);
        }
        throw new CorruptLogException(place, "it is no object, or has a null, which Stretto never writes");
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

    public static String problem(Exception error) {
        return switch (error) {
            case JsonMappingException mapping -> plain(mapping) + path(mapping);
            case JsonProcessingException json -> plain(json);
            default -> String.valueOf(error.getMessage());
        };
    }

    /** Jackson's message, without the packages of the classes that it talks about. */
    private static String plain(JsonProcessingException error) {
        return PACKAGE.matcher(error.getOriginalMessage()).replaceAll("");
    }

    private static String path(JsonMappingException error) {
        return error.getPath().isEmpty()
                ? ""
                : error.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining(".", " (at ", ")"));
    }
}
