/** Tells from which attempts the lines of a file come, by the commits that brought them. */
@NullMarked
package dev.stretto.subagents.git.provenance;

import org.jspecify.annotations.NullMarked;
