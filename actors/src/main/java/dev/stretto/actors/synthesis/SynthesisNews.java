package dev.stretto.actors.synthesis;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.engine.run.RunCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the actor of a synthesis tells its run. */
public sealed interface SynthesisNews {

    /**
     * Something has to be recorded.
     *
     * @param epoch of the incarnation that it comes from
     * @param acknowledgeTo hears of it once it is on disk, or was refused; absent if nobody waits for that
     */
    record ToRecord(int epoch, RunCommand command, @Nullable ActorRef<AttemptActor.Message> acknowledgeTo)
            implements SynthesisNews {}

    /** Something can't be stored at present. The step that it is about has not failed, and can be done again later. */
    record CannotStore(StorageFailedException reason) implements SynthesisNews {}
}
