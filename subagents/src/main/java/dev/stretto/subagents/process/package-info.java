/**
 * Carries out attempts: starts subagents, watches them, re-attaches to what an earlier engine left running, and ends them.
 *
 * <p>Linux only: it needs {@code setsid} (util-linux), {@code /bin/sh} and {@code /proc}.
 */
@NullMarked
package dev.stretto.subagents.process;

import org.jspecify.annotations.NullMarked;
