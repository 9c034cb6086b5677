/** The decision flow: which tasks of a plan may run together, which may not, and the reasons in words. */
@NullMarked
package dev.stretto.engine.decision;

import org.jspecify.annotations.NullMarked;
