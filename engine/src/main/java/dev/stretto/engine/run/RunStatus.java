package dev.stretto.engine.run;

import java.util.Locale;

/** Where a run stands. */
public enum RunStatus {
    RUNNING,
    /** Every task completed, no conflict is left and the verification passed. */
    COMPLETED,
    /** It went to its end, but not everything is well. */
    FAILED,
    CANCELLED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
