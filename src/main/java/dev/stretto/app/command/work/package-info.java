/** The commands that look at the work of a run, and take it over. */
@NullMarked
package dev.stretto.app.command.work;

import org.jspecify.annotations.NullMarked;
