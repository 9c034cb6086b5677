/** Runs as event-sourced actors, and the directory that wakes them. */
@NullMarked
package dev.stretto.actors.run;

import org.jspecify.annotations.NullMarked;
