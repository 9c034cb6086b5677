package dev.stretto.actors;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The local run directory: knows the actor of each run, and wakes it when it is told something. An actor whose run is over
 * is let go; the next message wakes it again, from its log.
 */
final class RunDirectory extends AbstractBehavior<RunDirectory.Message> {

    /** What the directory is told. */
    sealed interface Message {}

    /** Pass this on to a run. */
    record Tell(String run, RunActor.Message message) implements Message {}

    private record Over(String run) implements Message {}

    private record Stopped(String run, ActorRef<RunActor.Message> actor) implements Message {}

    private final RunEnvironment environment;
    private final Map<String, ActorRef<RunActor.Message>> runs = new HashMap<>();
    private final ActorRef<RunActor.RunEnded> whenOver;

    static Behavior<Message> create(RunEnvironment environment) {
        return Behaviors.setup(context -> new RunDirectory(environment, context));
    }

    private RunDirectory(RunEnvironment environment, ActorContext<Message> context) {
        super(context);
        this.environment = environment;
        this.whenOver = context.messageAdapter(RunActor.RunEnded.class, ended -> new Over(ended.run()));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tell.class, this::pass)
                .onMessage(Over.class, this::letGo)
                .onMessage(Stopped.class, this::forget)
                .build();
    }

    private Behavior<Message> pass(Tell tell) {
        runs.computeIfAbsent(tell.run(), this::wake).tell(tell.message());
        return this;
    }

    private ActorRef<RunActor.Message> wake(String run) {
        ActorRef<RunActor.Message> actor = getContext().spawnAnonymous(RunActor.create(run, environment, whenOver));
        getContext().watchWith(actor, new Stopped(run, actor));
        return actor;
    }

    private Behavior<Message> letGo(Over over) {
        ActorRef<RunActor.Message> actor = runs.remove(over.run());
        if (actor != null) {
            actor.tell(new RunActor.Close());
        }
        return this;
    }

    /** An actor that stopped without being let go could not write its log. */
    private Behavior<Message> forget(Stopped stopped) {
        if (runs.remove(stopped.run(), stopped.actor())) {
            getContext()
                    .getLog()
                    .error("run {} was stopped, since its log could not be written or read", stopped.run());
        }
        return this;
    }
}
