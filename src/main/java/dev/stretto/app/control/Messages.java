package dev.stretto.app.control;

import dev.stretto.engine.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over the control channel, as JSON. */
final class Messages {
    private Messages() {}

    /** Nothing more has to be said. */
    record Nothing() {}

    /** Start a run of this plan, unless there is one of this id already. */
    record Start(String run, Plan plan, String cause) {}

    /** A run has been started. */
    record Started(String run) {}

    /** End a run, or one task of it. */
    record Cancel(String run, @Nullable String task, String cause) {}

    /** Try tasks of a run that is over again; all that were not completed if none is named. */
    record Retry(String run, List<String> tasks, String cause) {}

    /** Erase the free texts of a run that is over, or of one of its tasks. */
    record Erase(String run, @Nullable String task, String reason, String cause) {}

    /** A run is asked about. */
    record About(String run) {}

    /** Whether a run is looked after, and why attempts wait, if any do. */
    record LookAfterReply(boolean looksAfter, @Nullable String whyAttemptsWait) {}

    /** These runs are not over. */
    record Open(List<String> runs) {}

    /** What became of a request that a run decides on: done, or refused for a reason. */
    record Answer(@Nullable String refusal) {}

    /** A request was not carried out. */
    record Failed(EngineError.Kind kind, String message) {}
}
