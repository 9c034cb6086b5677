/** What a person sees: the live todo list, plain progress, the report. */
@NullMarked
package dev.stretto.app.terminal;

import org.jspecify.annotations.NullMarked;
