/** The report of a run, as scripts and people read it. */
@NullMarked
package dev.stretto.engine.report;

import org.jspecify.annotations.NullMarked;
