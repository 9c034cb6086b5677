/** Reads plan files (YAML or JSON) into a {@link dev.stretto.engine.plan.Plan}, with every problem at its line. */
@NullMarked
package dev.stretto.engine.planfile;

import org.jspecify.annotations.NullMarked;
