package dev.stretto.persistence.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.codec.EventTypes.EventType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries as today's Stretto writes them in one pass, from the bytes to the event: parts in their order, the current
 * version of the data. Whatever is different in any way it leaves to {@link StoredEvent}, which reads older versions, and can
 * say what is wrong. It is at most a short cut: what it reads, that reads the same.
 */
final class CurrentEntryReader {
    private static final ObjectReader STRICT = StrettoJson.mapper()
            .reader(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // The end of the entry follows the data.
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Function<String, Optional<EventType>> types;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    CurrentEntryReader(Function<String, Optional<EventType>> types) {
        this.types = types;
    }

    /** The entry; empty if it is not just as it is written today. */
    Optional<LogEntry> read(byte[] json, TextLookup texts) {
        try (JsonParser parser = new WithoutNulls(STRICT.createParser(json))) {
            return Optional.of(read(parser, json, new TextSource(texts)));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private LogEntry read(JsonParser parser, byte[] json, TextSource texts) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT);
        field(parser, "sequence", JsonToken.VALUE_NUMBER_INT);
        long sequence = parser.getLongValue();
        Instant at = Instant.parse(text(parser, "at"));
        String cause = text(parser, "cause");
        String previous = text(parser, "previous");
        require(Digests.wellFormed(previous));
        EventType type = types.apply(text(parser, "type")).orElse(null);
        field(parser, "version", JsonToken.VALUE_NUMBER_INT);
        int version = parser.getIntValue();
        field(parser, "data", JsonToken.START_OBJECT);
        RunEvent event = readers.computeIfAbsent(current(type, version).data(), STRICT::forType)
                .withAttribute(TextSource.class, texts)
                .readValue(parser);
        require(parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        return new LogEntry(new EntryHeader(sequence, at, cause, previous), event, json, texts.found());
    }

    private static EventType current(@Nullable EventType type, int version) {
        if (type == null || type.version() != version) {
            throw new IllegalArgumentException("not of today");
        }
        return type;
    }

    private static String text(JsonParser parser, String name) throws IOException {
        field(parser, name, JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static void field(JsonParser parser, String name, JsonToken token) throws IOException {
        require(parser.nextToken() == JsonToken.FIELD_NAME && name.equals(parser.currentName()));
        require(parser.nextToken() == token);
    }

    private static void require(boolean asWritten) {
        if (!asWritten) {
            throw new IllegalArgumentException("not as written");
        }
    }

    /** Refuses nulls, which Stretto never writes. */
    private static final class WithoutNulls extends JsonParserDelegate {
        WithoutNulls(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            require(token != JsonToken.VALUE_NULL);
            return token;
        }
    }
}
