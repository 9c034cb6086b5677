/** Keeps the journal of a run. */
@NullMarked
package dev.stretto.persistence;

import org.jspecify.annotations.NullMarked;
