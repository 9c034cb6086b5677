/** Prompts: what a subagent reads, made from the plan and the decision. */
@NullMarked
package dev.stretto.engine.prompt;

import org.jspecify.annotations.NullMarked;
