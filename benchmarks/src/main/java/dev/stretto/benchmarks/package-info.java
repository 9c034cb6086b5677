/** Measures how fast Stretto is: always as a ratio against something else that does the same, in the same run. */
@NullMarked
package dev.stretto.benchmarks;

import org.jspecify.annotations.NullMarked;
