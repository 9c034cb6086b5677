/** The command line. */
@NullMarked
package dev.stretto.app;

import org.jspecify.annotations.NullMarked;
