/** The worktrees that attempts work in: made, found again, harvested as a commit and removed, whatever state they are in. */
@NullMarked
package dev.stretto.subagents.git.workspace;

import org.jspecify.annotations.NullMarked;
