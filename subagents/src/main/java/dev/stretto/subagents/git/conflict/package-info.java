/** The worktrees that resolvers work in: a conflict is checked out there, and what became of it is harvested and judged. */
@NullMarked
package dev.stretto.subagents.git.conflict;

import org.jspecify.annotations.NullMarked;
