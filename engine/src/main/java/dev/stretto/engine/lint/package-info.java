/** The lint of prompts and commands: what a subagent would miss in what it is asked. It never keeps a plan from running. */
@NullMarked
package dev.stretto.engine.lint;

import org.jspecify.annotations.NullMarked;
