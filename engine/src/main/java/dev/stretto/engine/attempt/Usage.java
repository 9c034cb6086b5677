package dev.stretto.engine.attempt;

import org.jspecify.annotations.Nullable;

/** What an attempt cost, as its subagent says; each part may be absent. */
public record Usage(
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double usd) {}
