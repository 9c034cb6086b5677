/** Tests of the event log. */
@NullMarked
package dev.stretto.persistence;

import org.jspecify.annotations.NullMarked;
