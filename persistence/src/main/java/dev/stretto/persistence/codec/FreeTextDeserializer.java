package dev.stretto.persistence.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a free text from where it stands beside the chain where a log is read, and as it is everywhere else. */
final class FreeTextDeserializer extends JsonDeserializer<Object> implements ContextualDeserializer {
    private final boolean always;
    private final @Nullable JavaType type;

    FreeTextDeserializer(boolean always) {
        this(always, null);
    }

    private FreeTextDeserializer(boolean always, @Nullable JavaType type) {
        this.always = always;
        this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty component) {
        return new FreeTextDeserializer(always, component.getType());
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
        boolean inLog = context.getAttribute(TextSource.class) instanceof TextSource;
        if (inLog && in.currentToken() == JsonToken.START_OBJECT) {
            return text(context.readValue(in, TextRef.class), context);
        }
        Object value = plain(in, context);
        if (inLog && !FreeTexts.staysInEvent(value, always)) {
            return context.reportInputMismatch(this, "a free text stands in the event itself");
        }
        return value;
    }

    @Override
    public Object deserializeWithType(JsonParser in, DeserializationContext context, TypeDeserializer deduced)
            throws IOException {
        return deserialize(in, context);
    }

    private Object text(TextRef ref, DeserializationContext context) throws IOException {
        TextSource source = (TextSource) context.getAttribute(TextSource.class);
        StoredText text = source.of(ref.digest()).orElse(null);
        if (text == null) {
            return FreeTexts.erased(type().getRawClass());
        }
        if (!text.fits() || text.content().length != ref.bytes()) {
            return context.reportInputMismatch(this, "its text %s is not what it was", ref.digest());
        }
        try (JsonParser content = StrettoJson.mapper().createParser(text.content())) {
            content.nextToken();
            return plain(content, context);
        }
    }

    private Object plain(JsonParser in, DeserializationContext context) throws IOException {
        return context.findRootValueDeserializer(type()).deserialize(in, context);
    }

    private JavaType type() {
        if (type == null) {
            throw new IllegalStateException("a free text is a component of a record");
        }
        return type;
    }
}
