package dev.stretto.subagents.function;

import dev.stretto.engine.attempt.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a function hands back when it has done what it was asked.
 *
 * @param summary what it has done, for people; absent if there is nothing to say
 * @param usage what it cost; absent if it cost nothing worth counting
 */
public record FunctionResult(
        @Nullable String summary, @Nullable Usage usage) {

    /** A result with a summary alone. */
    public static FunctionResult of(String summary) {
        return new FunctionResult(summary, null);
    }
}
