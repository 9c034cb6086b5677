package dev.stretto.actors.node;

import java.util.concurrent.Executor;

/**
 * Where work is done that may block: never on an actor's thread.
 *
 * @param executor runs it, one virtual thread a piece
 * @param gate what work goes through that must not go on once the engine is closed
 */
public record Background(Executor executor, Gate gate) {}
