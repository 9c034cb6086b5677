package dev.stretto.engine.attempt;

/**
 * An attempt that is over.
 *
 * @param attempt its number
 * @param launch the number of the launch that it belonged to, from 1
 * @param outcome what it ended with
 */
public record EndedAttempt(int attempt, int launch, Outcome outcome) {}
