package dev.stretto.engine.attempt;

import java.util.Locale;

/** What is done in a step of an attempt. */
public enum StepKind {
    /** A task's own work. */
    TASK,
    /** A resolver brings a task together with the rest. */
    RESOLUTION,
    /** The plan's verification runs on everything that was merged. */
    VERIFICATION,
    /** The plan's verification runs on the work of some of the tasks. */
    TRIAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
