package dev.stretto.actors;

import dev.stretto.actors.run.StoppedRun;

/**
 * An engine had to let a run go before its end: its log can't be read, or something can't be stored. Nothing that was
 * acknowledged is undone, and attempts in progress go on by themselves; once the cause is gone, the run can be resumed.
 */
public final class RunStoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final boolean corrupt;

    RunStoppedException(StoppedRun stopped) {
        super("run " + stopped.run() + " was stopped: " + stopped.reason());
        this.run = stopped.run();
        this.corrupt = stopped.kind() == StoppedRun.Kind.CORRUPT;
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    /** True if its log is not what Stretto wrote. */
    public boolean corrupt() {
        return corrupt;
    }
}
