/** Commands that make and check plans. */
@NullMarked
package dev.stretto.app.command.plan;

import org.jspecify.annotations.NullMarked;
