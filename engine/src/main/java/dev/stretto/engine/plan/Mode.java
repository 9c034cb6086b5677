package dev.stretto.engine.plan;

import java.util.Locale;

/** Whether the decision flow decides what runs together, or the plan's author has. */
public enum Mode {
    /** The decision flow decides. */
    AUTO,
    /** All at once, whatever the scopes say; dependencies and shared resources are still kept. */
    PARALLEL,
    /** One after the other, in an order that keeps dependencies. */
    SEQUENTIAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
