package dev.stretto.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;

/** How the domain is written down as JSON: in the log, in reports and on the control channel. */
public final class StrettoJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addMixIn(Prompt.class, PromptKinds.class)
            .addMixIn(SubagentSpec.class, SubagentKinds.class)
            .build();

    private StrettoJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Prompt.Text.class, name = "text"),
        @JsonSubTypes.Type(value = Prompt.Parts.class, name = "parts")
    })
    private interface PromptKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SubagentSpec.Command.class, name = "command"),
        @JsonSubTypes.Type(value = SubagentSpec.Profile.class, name = "profile"),
        @JsonSubTypes.Type(value = SubagentSpec.Function.class, name = "function")
    })
    private interface SubagentKinds {}

    /**
     * The mapper: what is absent is left out, times are RFC 3339, durations ISO 8601, enumerations lower case. Must not be
     * configured further.
     */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** An object as JSON, over several lines for people or on one for machines. */
    public static String write(Object object, boolean pretty) {
        try {
            return pretty
                    ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object)
                    : MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(object.getClass() + " can't be written as JSON", e);
        }
    }
}
