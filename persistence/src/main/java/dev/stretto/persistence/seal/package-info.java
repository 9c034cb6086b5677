/** The hashes in which the logs of finished runs end, kept outside the journal. */
@NullMarked
package dev.stretto.persistence.seal;

import org.jspecify.annotations.NullMarked;
