/** Scopes: the globs that a task says it will write, and exact answers on whether two of them overlap. */
@NullMarked
package dev.stretto.engine.scope;

import org.jspecify.annotations.NullMarked;
