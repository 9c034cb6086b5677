/** What an attempt is, and what it ended with. */
@NullMarked
package dev.stretto.engine.attempt;

import org.jspecify.annotations.NullMarked;
