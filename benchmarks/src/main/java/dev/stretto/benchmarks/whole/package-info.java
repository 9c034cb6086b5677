/** The benchmarks of whole runs: what a user waits for. */
@NullMarked
package dev.stretto.benchmarks.whole;

import org.jspecify.annotations.NullMarked;
