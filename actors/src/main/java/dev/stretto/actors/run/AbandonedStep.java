package dev.stretto.actors.run;

import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.actors.node.Step;
import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.engine.attempt.Failure;
import org.apache.pekko.actor.typed.ActorRef;

/** What is left to do for a step whose actor has crashed: its process is ended, and the attempt has failed. Its workspace is left as it is. */
final class AbandonedStep implements Runnable {
    private final Step step;
    private final ActorRef<StepMessage> run;

    AbandonedStep(Step step, ActorRef<StepMessage> run) {
        this.step = step;
        this.run = run;
    }

    /** Blocks until no process of the attempt is left. */
    @Override
    public void run() {
        String said = "Stretto crashed while it looked after this attempt; ";
        try {
            step.endAbandoned();
            said += "its process was ended, its workspace is left as it was";
        } catch (StorageFailedException e) {
            run.tell(new StepMessage.CannotStore(step.id(), e));
            return;
        } catch (RuntimeException e) {
            said += "its process may still be at work, since it could not be ended: " + e.getMessage();
        }
        run.tell(new StepMessage.Ended(
                step.id(), step.epoch(), step.notLaunched(new Failure(Failure.Kind.INTERNAL, said)), null));
    }
}
