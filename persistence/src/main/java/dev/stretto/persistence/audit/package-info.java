/** Finds out whether a log can be trusted. */
@NullMarked
package dev.stretto.persistence.audit;

import org.jspecify.annotations.NullMarked;
