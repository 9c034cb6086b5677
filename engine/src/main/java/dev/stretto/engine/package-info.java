/** The model of a run and the decisions about it. */
@NullMarked
package dev.stretto.engine;

import org.jspecify.annotations.NullMarked;
