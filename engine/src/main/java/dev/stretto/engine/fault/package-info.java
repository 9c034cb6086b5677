/** The seam by which tests kill an engine between any two of its steps. */
@NullMarked
package dev.stretto.engine.fault;

import org.jspecify.annotations.NullMarked;
