/**
 * The git workspaces that attempts work in: a worktree for each on a branch of its own, what it left behind as a commit,
 * and the merge of those commits. Git itself is called as a program; all calls block and are meant for virtual threads.
 */
@NullMarked
package dev.stretto.subagents.git;

import org.jspecify.annotations.NullMarked;
