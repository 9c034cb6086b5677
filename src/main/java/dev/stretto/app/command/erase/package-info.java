/** Erasing the free texts of runs. */
@NullMarked
package dev.stretto.app.command.erase;

import org.jspecify.annotations.NullMarked;
