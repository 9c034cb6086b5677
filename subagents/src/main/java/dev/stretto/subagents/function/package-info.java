/** Subagents that are Java functions of the program that embeds the engine. */
@NullMarked
package dev.stretto.subagents.function;

import org.jspecify.annotations.NullMarked;
