/** The commands, one class each. */
@NullMarked
package dev.stretto.app.command;

import org.jspecify.annotations.NullMarked;
