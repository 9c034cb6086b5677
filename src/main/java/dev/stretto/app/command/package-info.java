/**
 * What the commands share: options, errors, exit codes, signals, the reading of plans and a session with an engine. Each subject
 * has a package of its own below, and these do not use one another.
 */
@NullMarked
package dev.stretto.app.command;

import org.jspecify.annotations.NullMarked;
