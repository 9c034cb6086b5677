/** How things are measured: contests between Stretto and its baselines, repeated, and the table of their results. */
@NullMarked
package dev.stretto.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
