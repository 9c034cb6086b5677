package dev.stretto.actors.node;

import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.CheckoutWatch;
import dev.stretto.subagents.git.workspace.Worktrees;

/**
 * What a node works on git repositories with.
 *
 * @param worktrees makes the workspaces
 * @param watch looks whether attempts leave their workspaces
 * @param merger merges the tasks' branches
 * @param integrator puts the merged result where the plan wants it
 */
public record GitWork(Worktrees worktrees, CheckoutWatch watch, BranchMerger merger, Integrator integrator) {}
