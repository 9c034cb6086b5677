/**
 * The domain of Stretto, pure Java: what a plan is, which of its tasks may run together and why, how a run moves on from
 * event to event, and what is reported of it. Nothing in here reads a clock, draws a random number or does I/O; the one
 * exception is {@link dev.stretto.engine.planfile}, which reads plan files.
 */
@NullMarked
package dev.stretto.engine;

import org.jspecify.annotations.NullMarked;
