/** The report of a run for people: as Markdown and as a page, and the sides of its conflicts. */
@NullMarked
package dev.stretto.app.report;

import org.jspecify.annotations.NullMarked;
