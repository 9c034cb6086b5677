/** The data directory: where everything is kept, who holds it, and when a file is really on disk. */
@NullMarked
package dev.stretto.persistence.directory;

import org.jspecify.annotations.NullMarked;
