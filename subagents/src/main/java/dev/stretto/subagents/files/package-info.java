/** Folders and files, whatever is in them. */
@NullMarked
package dev.stretto.subagents.files;

import org.jspecify.annotations.NullMarked;
