/** Outputs and other long texts, kept in files under their digests. */
@NullMarked
package dev.stretto.persistence.artifact;

import org.jspecify.annotations.NullMarked;
