package dev.stretto.persistence.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/** Writes a free text as its salted digest where a log is written, and as it is everywhere else. */
final class FreeTextSerializer extends JsonSerializer<Object> {
    private final boolean always;

    FreeTextSerializer(boolean always) {
        this.always = always;
    }

    /** A writer that puts free texts into this. */
    static ObjectWriter into(TextSink sink) {
        return StrettoJson.mapper().writer().withAttribute(TextSink.class, sink);
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (!(provider.getAttribute(TextSink.class) instanceof TextSink sink)
                || FreeTexts.staysInEvent(value, always)) {
            provider.defaultSerializeValue(value, out);
            return;
        }
        StoredText text = sink.put(StrettoJson.bytes(value));
        out.writeStartObject();
        out.writeStringField(TextRef.DIGEST, text.digest());
        out.writeNumberField(TextRef.BYTES, text.content().length);
        out.writeEndObject();
    }

    @Override
    public void serializeWithType(
            Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer keptOutOfTheLog)
            throws IOException {
        serialize(value, out, provider);
    }
}
