package dev.stretto.persistence.codec;

import static com.fasterxml.jackson.annotation.JsonTypeInfo.Id.DEDUCTION;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.stretto.engine.plan.EnvironmentValue;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import java.util.List;

/** Tells Jackson the variants of the domain's sealed types, which know nothing of JSON. The keys are those of a plan file. */
final class SealedTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;

    SealedTypes() {
        super("stretto-sealed-types");
        setMixInAnnotation(Prompt.class, PromptKeys.class);
        setMixInAnnotation(SubagentSpec.class, SubagentKeys.class);
        setMixInAnnotation(SubagentSpec.Command.class, CommandKey.class);
        setMixInAnnotation(SubagentSpec.Profile.class, ProfileKey.class);
        setMixInAnnotation(SubagentSpec.Function.class, FunctionKey.class);
        setMixInAnnotation(EnvironmentValue.class, ValueKeys.class);
        setMixInAnnotation(EnvironmentValue.FromEnv.class, FromEnvKey.class);
        setMixInAnnotation(EnvironmentValue.FromFile.class, FromFileKey.class);
    }

    @JsonTypeInfo(use = DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Prompt.Text.class), @JsonSubTypes.Type(Prompt.Parts.class)})
    private interface PromptKeys {}

    @JsonTypeInfo(use = DEDUCTION)
    @JsonSubTypes({
        @JsonSubTypes.Type(SubagentSpec.Command.class),
        @JsonSubTypes.Type(SubagentSpec.Profile.class),
        @JsonSubTypes.Type(SubagentSpec.Function.class)
    })
    private interface SubagentKeys {}

    @JsonTypeInfo(use = DEDUCTION)
    @JsonSubTypes({
        @JsonSubTypes.Type(EnvironmentValue.Literal.class),
        @JsonSubTypes.Type(EnvironmentValue.FromEnv.class),
        @JsonSubTypes.Type(EnvironmentValue.FromFile.class)
    })
    private interface ValueKeys {}

    private interface FromEnvKey {
        @JsonProperty("fromEnv")
        String name();
    }

    private interface FromFileKey {
        @JsonProperty("fromFile")
        String path();
    }

    private interface CommandKey {
        @JsonProperty("command")
        List<String> words();
    }

    private interface ProfileKey {
        @JsonProperty("profile")
        String name();
    }

    private interface FunctionKey {
        @JsonProperty("function")
        String name();
    }
}
