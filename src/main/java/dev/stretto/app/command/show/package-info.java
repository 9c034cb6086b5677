/** Commands that show runs: runs, show, output. */
@NullMarked
package dev.stretto.app.command.show;

import org.jspecify.annotations.NullMarked;
