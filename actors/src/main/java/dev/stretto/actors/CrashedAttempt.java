package dev.stretto.actors;

import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Failure;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.process.AttemptFiles;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Clears up after a {@link TaskActor} that crashed: ends the subagent it looked after, and reports the attempt as failed. Its
 * workspace is left as it is.
 */
final class CrashedAttempt {
    private CrashedAttempt() {}

    static Behavior<Void> create(
            AttemptOrder order, RunEnvironment environment, ActorRef<RunActor.Message> run) {
        return Behaviors.setup(context -> {
            AttemptFiles files = AttemptFiles.in(environment.data().attempts(), order.run(), order.id());
            CompletableFuture.runAsync(
                            () -> environment
                                    .subagents()
                                    .adopt(order, files)
                                    .ifPresent(subagent -> subagent.stop(environment.grace())),
                            environment.blocking())
                    .whenComplete((done, error) -> run.tell(new RunActor.Record(
                            new RunCommand.RecordOutcome(
                                    order.id(),
                                    Outcome.failed(
                                            new Failure(
                                                    Failure.Kind.INTERNAL,
                                                    "Stretto crashed while it looked after this attempt; its process"
                                                            + " was ended, its workspace is left as it was"),
                                            environment.clock().instant())),
                            "engine",
                            () -> {})));
            return Behaviors.stopped();
        });
    }
}
