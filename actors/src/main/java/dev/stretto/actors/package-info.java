/** The engine as actors. */
@NullMarked
package dev.stretto.actors;

import org.jspecify.annotations.NullMarked;
