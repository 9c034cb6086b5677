package dev.stretto.actors;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.process.AttemptFiles;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Clears up after a {@link TaskActor} that crashed: ends the subagent it looked after, and reports the attempt as failed. Its
 * workspace is left as it is.
 */
final class CrashedAttempt implements Runnable {
    private final AttemptOrder order;
    private final RunEnvironment environment;
    private final ActorRef<RunActor.Message> run;

    CrashedAttempt(AttemptOrder order, RunEnvironment environment, ActorRef<RunActor.Message> run) {
        this.order = order;
        this.environment = environment;
        this.run = run;
    }

    /** Blocks until no process of the attempt is left. */
    @Override
    public void run() {
        String said = "Stretto crashed while it looked after this attempt; ";
        try {
            AttemptFiles files = AttemptFiles.in(environment.data().attempts(), order.run(), order.id());
            environment
                    .gate()
                    .through(
                            () -> environment.subagents().reattach(order, files).map(subagent -> {
                                subagent.stop(environment.grace());
                                return subagent;
                            }));
            said += "its process was ended, its workspace is left as it was";
        } catch (UncheckedIOException e) {
            run.tell(new RunActor.CannotStore(new StorageFailedException(
                    "nobody can tell whether attempt " + order.id() + " is at work: " + e.getMessage(), e)));
            return;
        } catch (RuntimeException e) {
            said += "its process may still be at work, since it could not be ended: " + e.getMessage();
        }
        Outcome outcome = Outcome.failed(
                new Failure(Failure.Kind.INTERNAL, said), environment.clock().instant());
        run.tell(new RunActor.ChildReport(new RunCommand.RecordOutcome(order.id(), outcome), "engine", () -> {}));
    }
}
