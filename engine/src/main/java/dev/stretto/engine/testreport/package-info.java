/** What test runners report: the failures in the files that they write, whatever the runner. */
@NullMarked
package dev.stretto.engine.testreport;

import org.jspecify.annotations.NullMarked;
