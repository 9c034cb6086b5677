/** Supervises steps of attempts: tasks, resolutions, verifications and trials alike. */
@NullMarked
package dev.stretto.actors.attempt;

import org.jspecify.annotations.NullMarked;
