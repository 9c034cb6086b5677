package dev.stretto.actors;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.actors.node.NodeSession;
import dev.stretto.actors.run.RunServices;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.RunCommand;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** The first attempt at a task without a repository, for tests of the actor that supervises it. */
public final class SupervisedTask {
    private SupervisedTask() {}

    public static Behavior<AttemptActor.Message> of(
            Task task, Path folder, RunServices services, ActorRef<StepMessage> parent) {
        AttemptOrder order = new AttemptOrder(
                "run",
                new AttemptId(task.id(), 1),
                task,
                null,
                null,
                WorkspaceSpec.Isolation.NONE,
                folder.toString(),
                List.of(),
                Provision.NONE);
        NodeSession session = services.node().session("run", 1);
        return AttemptActor.create(
                () -> session.task(order), services.background().executor(), parent);
    }

    /** What a message asks to have recorded. */
    public static RunCommand command(StepMessage message) {
        return switch (message) {
            case StepMessage.Started started -> started.command();
            case StepMessage.Ended ended -> ended.command();
            case StepMessage.CannotStore failed -> throw new AssertionError(failed.reason());
        };
    }
}
