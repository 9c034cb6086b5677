package dev.stretto.benchmarks.whole;

/**
 * How long workspaces took, in seconds from the start.
 *
 * @param untilAllAreGone until the changes are committed, and merged if Stretto made them, and the workspaces removed
 */
record Taken(double untilAllHaveTheirs, double untilAllAreGone) {}
