package dev.stretto.actors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * The local run directory: knows the actor of each run, and wakes it when it is told something. An actor whose run is over
 * is let go; what it is told meanwhile waits until it has stopped, since a log has one writer.
 *
 * <p>That a run's actor rests is no end yet: it may have been told to try again before it hears that it is to stop, and then
 * it goes on. A run has ended when its actor has stopped; only then are those told who wait for that.
 */
final class RunDirectory extends AbstractBehavior<RunDirectory.Message> {

    /** What the directory is told. */
    sealed interface Message {}

    /**
     * Pass this on to a run.
     *
     * @param ifStopped told if the engine has to let the run go before its end: then there may be no other answer
     */
    record Tell(String run, RunActor.Message message, Consumer<RunStoppedException> ifStopped) implements Message {

        /** Nobody waits for an answer. */
        Tell(String run, RunActor.Message message) {
            this(run, message, stopped -> {});
        }
    }

    /** Say when a run is over and its actor is gone; if it is, at once. A run that is not over is resumed. */
    record Await(String run, ActorRef<End> replyTo) implements Message {}

    /**
     * How a run's time with this engine has ended.
     *
     * @param stopped why the engine had to let it go before its end; absent if it is over
     */
    record End(String run, @Nullable RunStoppedException stopped) {}

    private record Noticed(RunActor.Notice notice) implements Message {}

    /** A run's actor, and what to tell it: at once, or once it goes on. */
    private static final class Awake {
        private final ActorRef<RunActor.Message> actor;
        private final List<Consumer<RunStoppedException>> askers = new ArrayList<>();
        private final List<Tell> held = new ArrayList<>();
        private boolean closing;

        Awake(ActorRef<RunActor.Message> actor) {
            this.actor = actor;
        }

        void tell(Tell tell) {
            askers.add(tell.ifStopped());
            if (closing) {
                held.add(tell);
            } else {
                actor.tell(tell.message());
            }
        }

        /** One that is closing says what that comes to, and need not be asked. */
        void lookWhetherOver() {
            if (!closing) {
                actor.tell(new RunActor.LookWhetherOver());
            }
        }

        void close() {
            if (!closing) {
                closing = true;
                actor.tell(new RunActor.Close());
            }
        }

        void goOn() {
            closing = false;
            held.forEach(tell -> actor.tell(tell.message()));
            held.clear();
        }
    }

    private final RunEnvironment environment;
    private final BiFunction<String, Throwable, RunStoppedException> inWords;
    private final Map<String, Awake> awake = new HashMap<>();
    private final Map<String, List<ActorRef<End>>> waiting = new HashMap<>();
    private final ActorRef<RunActor.Notice> notices;

    /** A directory that puts it into words, for people, why a run's actor failed. */
    static Behavior<Message> create(
            RunEnvironment environment, BiFunction<String, Throwable, RunStoppedException> inWords) {
        return Behaviors.setup(context -> new RunDirectory(environment, inWords, context));
    }

    private RunDirectory(
            RunEnvironment environment,
            BiFunction<String, Throwable, RunStoppedException> inWords,
            ActorContext<Message> context) {
        super(context);
        this.environment = environment;
        this.inWords = inWords;
        this.notices = context.messageAdapter(RunActor.Notice.class, Noticed::new);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tell.class, this::pass)
                .onMessage(Await.class, this::await)
                .onMessage(Noticed.class, this::onNotice)
                .onSignal(ChildFailed.class, this::onFailed)
                .onSignal(Terminated.class, this::onStopped)
                .build();
    }

    private Behavior<Message> pass(Tell tell) {
        awake.computeIfAbsent(tell.run(), this::wake).tell(tell);
        return this;
    }

    private Behavior<Message> await(Await await) {
        waiting.computeIfAbsent(await.run(), run -> new ArrayList<>()).add(await.replyTo());
        awake.computeIfAbsent(await.run(), this::wake).lookWhetherOver();
        return this;
    }

    private Awake wake(String run) {
        ActorRef<RunActor.Message> actor = getContext().spawn(RunActor.create(run, environment, notices), run);
        getContext().watch(actor);
        return new Awake(actor);
    }

    private Behavior<Message> onNotice(Noticed noticed) {
        Optional<Awake> run = Optional.ofNullable(awake.get(noticed.notice().run()));
        switch (noticed.notice()) {
            case RunActor.Rests rests -> run.ifPresent(Awake::close);
            case RunActor.GoesOn goesOn -> run.ifPresent(Awake::goOn);
        }
        return this;
    }

    private Behavior<Message> onFailed(ChildFailed failure) {
        String run = failure.getRef().path().name();
        RunStoppedException stopped = inWords.apply(run, failure.getCause());
        if (stopped.operational()) {
            getContext().getLog().warn("{}", stopped.getMessage());
        } else {
            getContext().getLog().error("{}", stopped.getMessage(), failure.getCause());
        }
        Optional.ofNullable(awake.remove(run))
                .ifPresent(failed -> failed.askers.forEach(asker -> asker.accept(stopped)));
        answer(new End(run, stopped));
        return this;
    }

    private Behavior<Message> onStopped(Terminated stopped) {
        String run = stopped.getRef().path().name();
        Awake gone = awake.remove(run);
        answer(new End(run, null));
        if (gone != null) {
            gone.held.forEach(this::pass);
        }
        return this;
    }

    private void answer(End end) {
        List<ActorRef<End>> answered = waiting.remove(end.run());
        if (answered != null) {
            answered.forEach(replyTo -> replyTo.tell(end));
        }
    }
}
