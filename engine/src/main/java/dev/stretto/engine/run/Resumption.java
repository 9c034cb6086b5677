package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.run.RunEvent.RunResumed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides what is known at once when a run is resumed after its engine: what that engine carried out itself is lost. */
final class Resumption {
    private static final Failure LOST =
            new Failure(Failure.Kind.LOST, "the engine ended, or let the run go, while it carried out this function");

    private Resumption() {}

    static CommandResult decide(StartedRun run, String node, Instant now) {
        List<RunEvent> events = new ArrayList<>();
        RunResumed resumed = new RunResumed(run.epoch() + 1, node, now);
        events.add(resumed);
        StartedRun lost = Evolution.of(run, resumed);
        for (int position : run.active().stream().sorted().toList()) {
            if (run.context().endsWithItsEngine(position)) {
                AttemptId attempt = new AttemptId(
                        run.lead(position), run.progress().get(position).attempt());
                for (RunEvent event : Endings.events(lost, attempt, Outcome.failed(LOST, now))) {
                    events.add(event);
                    lost = Evolution.of(lost, event);
                }
            }
        }
        return new CommandResult.Accepted(events);
    }
}
