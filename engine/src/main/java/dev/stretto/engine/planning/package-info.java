/** Makes plans after the four patterns: from failures, directories, perspectives and tasks. Reads nothing; what it needs is passed in. */
@NullMarked
package dev.stretto.engine.planning;

import org.jspecify.annotations.NullMarked;
