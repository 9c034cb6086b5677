/** Folders that attempts share without seeing each other's changes: copy on write, by the kernel's overlay file system. */
@NullMarked
package dev.stretto.subagents.overlay;

import org.jspecify.annotations.NullMarked;
