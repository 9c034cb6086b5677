/** How events are written down and read back: stable names and versions, JSON, the chain of hashes, replay. */
@NullMarked
package dev.stretto.persistence.codec;

import org.jspecify.annotations.NullMarked;
