/**
 * Brings the branches of a run together by the plan's rules, chooses what goes together, and says what is left out and why.
 */
@NullMarked
package dev.stretto.subagents.git.merge;

import org.jspecify.annotations.NullMarked;
