package dev.stretto.engine.planning;

/**
 * A file that tasks are shared out by.
 *
 * @param path relative to the repository's root
 * @param bytes how large it is
 */
public record SourceFile(String path, long bytes) {}
