package dev.stretto.engine.scope;

/**
 * Two different globs that some path matches both of.
 *
 * @param first the one that comes first in the order of patterns
 * @param second the other one
 * @param example the shortest path that both match; it need not exist
 */
public record ScopeOverlap(String first, String second, String example) {}
