package dev.stretto.engine.synthesis;

/**
 * Lines that a task has put in the place of others.
 *
 * @param before where, in the file that it started from
 * @param after what stands there now, in its own file
 */
public record Hunk(LineRange before, LineRange after) {}
