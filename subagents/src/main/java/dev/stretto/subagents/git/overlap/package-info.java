/**
 * Where the changes of several tasks meet, so that they may collide: at paths, in folders, at names that are alike and in
 * lines.
 */
@NullMarked
package dev.stretto.subagents.git.overlap;

import org.jspecify.annotations.NullMarked;
