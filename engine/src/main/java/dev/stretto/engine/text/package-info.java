/** What events hold of free text. */
@NullMarked
package dev.stretto.engine.text;

import org.jspecify.annotations.NullMarked;
