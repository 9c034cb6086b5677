/** What the commands share: options, errors, exit codes, signals. Each subject has a package of its own below. */
@NullMarked
package dev.stretto.app.command;

import org.jspecify.annotations.NullMarked;
