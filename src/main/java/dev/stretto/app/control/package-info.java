/** How a command reaches the engine that another one holds: loopback, with a token that only its user can read. */
@NullMarked
package dev.stretto.app.control;

import org.jspecify.annotations.NullMarked;
