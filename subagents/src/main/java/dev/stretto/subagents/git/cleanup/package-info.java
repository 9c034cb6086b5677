/** Clears what a finished run left in its repository and in the folder of its workspaces, and keeps what is on no branch. */
@NullMarked
package dev.stretto.subagents.git.cleanup;

import org.jspecify.annotations.NullMarked;
