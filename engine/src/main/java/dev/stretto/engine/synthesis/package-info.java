/** What the tasks' work amounts to once it is brought together: overlaps, integration, verification. */
@NullMarked
package dev.stretto.engine.synthesis;

import org.jspecify.annotations.NullMarked;
