package dev.stretto.engine.decision;

import java.util.Locale;

/** What the decision flow came to. */
public enum DispatchMode {
    /** One subagent carries everything out. */
    SINGLE,
    /** One attempt at a time. */
    SEQUENTIAL,
    /** Everything at once. */
    PARALLEL,
    /** Some tasks wait for others; everything else is parallel. */
    WAVES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
