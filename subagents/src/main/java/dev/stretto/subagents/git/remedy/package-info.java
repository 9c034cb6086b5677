/**
 * What can be done about a branch that collides, so that it can be merged all the same: ours stand, or what a resolver made
 * before is done again.
 */
@NullMarked
package dev.stretto.subagents.git.remedy;

import org.jspecify.annotations.NullMarked;
