/** Follows a run through its log, whichever process its engine is in. */
@NullMarked
package dev.stretto.app.follow;

import org.jspecify.annotations.NullMarked;
