package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.Outcome;

/**
 * What a resolver's run ended with.
 *
 * @param commit what it left behind in its worktree, which is kept whether it is taken or not
 * @param outcome how it ended, with what it printed and cost
 */
public record ResolverRun(String commit, Outcome outcome) {}
