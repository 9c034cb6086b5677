/** Commands that look back at a run: audit, blame. */
@NullMarked
package dev.stretto.app.command.audit;

import org.jspecify.annotations.NullMarked;
