package dev.stretto.engine.attempt;

/**
 * Content that lives outside the log, addressed by what it is.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits, of what was stored
 * @param bytes the size of the whole, also if it was cut
 * @param truncated true if the middle of it was left out, which the stored content says at that place
 */
public record Artifact(String digest, long bytes, boolean truncated) {}
