/** Opens the stores of a data directory. */
@NullMarked
package dev.stretto.persistence;

import org.jspecify.annotations.NullMarked;
