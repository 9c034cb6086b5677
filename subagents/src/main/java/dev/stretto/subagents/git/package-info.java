/**
 * The git command, and what stands directly on it: references, commits, trees, merges without a checkout, and the repository
 * that a run works on. The packages below work with these, one subject each, and use one another in one direction only. Git itself
 * is called as a program; all calls block and are meant for virtual threads.
 */
@NullMarked
package dev.stretto.subagents.git;

import org.jspecify.annotations.NullMarked;
