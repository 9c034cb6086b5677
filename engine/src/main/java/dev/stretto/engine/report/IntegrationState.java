package dev.stretto.engine.report;

import java.util.Locale;

/** Whether a task's work is in the result: a state of its own, beside that of its todo. */
public enum IntegrationState {
    /** All of it is. */
    INTEGRATED,
    /** It is, but for parts that lost against those of other tasks. */
    PARTLY,
    /** It is in the merged commit, which is on no branch: the plan wants none, or making it failed. */
    MERGED,
    /** None of it is: it stays on the task's branch. */
    LEFT_OUT,
    /** There is nothing to integrate: the task changed nothing. */
    NOTHING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
