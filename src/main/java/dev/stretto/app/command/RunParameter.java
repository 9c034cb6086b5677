package dev.stretto.app.command;

/** How a run is named on the command line. */
public final class RunParameter {
    public static final String DESCRIPTION =
            "The run's id, its beginning or its end as far as that is unique, or 'latest'.";

    private RunParameter() {}
}
