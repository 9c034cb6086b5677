/** What the end-to-end tests are written with: the program as a process, and real git repositories. */
@NullMarked
package dev.stretto.app.testing;

import org.jspecify.annotations.NullMarked;
