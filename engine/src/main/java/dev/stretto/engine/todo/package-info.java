/** The todo state machine: the states of a todo, and which may follow which. */
@NullMarked
package dev.stretto.engine.todo;

import org.jspecify.annotations.NullMarked;
