/** The command that removes finished runs. */
@NullMarked
package dev.stretto.app.command.prune;

import org.jspecify.annotations.NullMarked;
