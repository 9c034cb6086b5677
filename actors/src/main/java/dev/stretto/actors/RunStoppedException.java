package dev.stretto.actors;

/**
 * An engine had to let a run go before its end: its log can't be read, or something can't be stored. Nothing that was
 * acknowledged is undone, and attempts in progress go on by themselves; once the cause is gone, the run can be resumed.
 */
public final class RunStoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final boolean operational;

    RunStoppedException(String run, String reason, boolean operational, Throwable cause) {
        super("run " + run + " was stopped: " + reason, cause);
        this.run = run;
        this.operational = operational;
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    /** True if the reason says it all: something could not be stored or read, and nothing is wrong with the engine. */
    boolean operational() {
        return operational;
    }
}
