package dev.stretto.persistence;

import dev.stretto.engine.run.RunState;

/**
 * A run as its log tells it.
 *
 * @param state what folding the log's events gives
 * @param events how many there are
 * @param chain the digest of the last one
 */
public record FoldedRun(RunState state, long events, String chain) {}
