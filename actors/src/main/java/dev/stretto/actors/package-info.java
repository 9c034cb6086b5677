/**
 * The runtime on Pekko Typed, as thin shells over {@code dev.stretto.engine}: one {@code RunActor} a run, one {@code
 * AttemptActor} a step in progress, a {@code SynthesisActor} at the end, and {@code StrettoEngine}, which opens it all.
 */
@NullMarked
package dev.stretto.actors;

import org.jspecify.annotations.NullMarked;
