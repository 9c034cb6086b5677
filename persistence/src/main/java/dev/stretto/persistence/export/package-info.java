/** A run's log as a file that needs nothing else to be read. */
@NullMarked
package dev.stretto.persistence.export;

import org.jspecify.annotations.NullMarked;
