/** Brings the tasks' work together, step by step. */
@NullMarked
package dev.stretto.actors.synthesis;

import org.jspecify.annotations.NullMarked;
