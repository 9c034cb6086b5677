/** Gives a run's merged result its branch, and compares what the log says of that result with what is in the repository. */
@NullMarked
package dev.stretto.subagents.git.integration;

import org.jspecify.annotations.NullMarked;
