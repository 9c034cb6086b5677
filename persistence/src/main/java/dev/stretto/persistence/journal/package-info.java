/** The journal that Pekko Persistence writes to, and reading, listing and removing the runs in it. */
@NullMarked
package dev.stretto.persistence.journal;

import org.jspecify.annotations.NullMarked;
