/** History: what was changed together before, and what that says of tasks that would run together now. */
@NullMarked
package dev.stretto.engine.history;

import org.jspecify.annotations.NullMarked;
