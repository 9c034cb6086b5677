/** The inner loops, measured by JMH: what is done once for each event, each task, each pair. */
@NullMarked
package dev.stretto.benchmarks.loops;

import org.jspecify.annotations.NullMarked;
