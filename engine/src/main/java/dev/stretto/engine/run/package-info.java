/** One execution of a plan as a pure event-sourced state machine: decide, then evolve, then the effects that follow. */
@NullMarked
package dev.stretto.engine.run;

import org.jspecify.annotations.NullMarked;
