/** A plan: its tasks, how their work is brought together, and the rules that a plan has to keep. */
@NullMarked
package dev.stretto.engine.plan;

import org.jspecify.annotations.NullMarked;
