package dev.stretto.engine.attempt;

/**
 * Where an attempt works, if it has a worktree of its own.
 *
 * @param directory the worktree's absolute path
 * @param branch its branch, {@code stretto/RUN/TASK}
 * @param start the commit that it started from
 */
public record WorkspaceRef(String directory, String branch, String start) {}
