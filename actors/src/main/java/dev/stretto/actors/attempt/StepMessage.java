package dev.stretto.actors.attempt;

import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.run.RunCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the actor of a step tells whoever has launched it. */
public sealed interface StepMessage {

    /** The step that it is about. */
    StepId step();

    /**
     * Its process was started. That can be found out again should it be lost, and nobody waits for it.
     *
     * @param epoch of the incarnation that launched it
     * @param command what has to be recorded
     */
    record Started(StepId step, int epoch, RunCommand command) implements StepMessage {}

    /**
     * It is over.
     *
     * @param epoch of the incarnation that launched it
     * @param command what has to be recorded
     * @param acknowledgeTo hears of it once that is on disk, or was refused; then the workspace is cleaned up. Absent if nobody waits
     */
    record Ended(
            StepId step,
            int epoch,
            RunCommand command,
            @Nullable ActorRef<AttemptActor.Message> acknowledgeTo) implements StepMessage {}

    /** Something of it can't be stored at present. It has not failed, and can be looked after again later. */
    record CannotStore(StepId step, StorageFailedException reason) implements StepMessage {}
}
