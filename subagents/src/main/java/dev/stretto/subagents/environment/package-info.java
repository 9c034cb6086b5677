/** What the programs that Stretto starts find in their environment. */
@NullMarked
package dev.stretto.subagents.environment;

import org.jspecify.annotations.NullMarked;
