/** Runs subagents. */
@NullMarked
package dev.stretto.subagents;

import org.jspecify.annotations.NullMarked;
