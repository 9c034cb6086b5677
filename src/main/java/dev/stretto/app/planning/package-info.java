/** Reads what plans are made from: test reports, the files of a repository, lists of tasks. */
@NullMarked
package dev.stretto.app.planning;

import org.jspecify.annotations.NullMarked;
