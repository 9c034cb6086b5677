/** Commands that start runs, and act on them: run, resume, retry, cancel, demo. */
@NullMarked
package dev.stretto.app.command.run;

import org.jspecify.annotations.NullMarked;
