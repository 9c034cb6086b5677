package dev.stretto.app.control;

import dev.stretto.engine.plan.Plan;
import org.jspecify.annotations.Nullable;

/** What goes over the control channel, as JSON. */
final class Messages {
    private Messages() {}

    /** Start a run of this plan. */
    record Start(Plan plan, String cause) {}

    /** A run has been started. */
    record Started(String run) {}

    /** End a run, or one task of it. */
    record Cancel(String run, @Nullable String task, String cause) {}

    /** What became of a request: done, or refused for a reason. */
    record Answer(@Nullable String refusal) {}
}
