package dev.stretto.actors.run;

import dev.stretto.engine.run.RunCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
public final class RunDirectory extends AbstractBehavior<RunDirectory.Message> {

    /** What the directory is told. */
    public sealed interface Message {}

    /** Ask something of a run. */
    public record Ask(String run, RunCommand command, String cause, ActorRef<RunReply> replyTo) implements Message {}

    /** Wake a run: one that is not over is resumed. */
    public record Wake(String run) implements Message {}

    /** Say when a run is over and its actor is gone; if it is, at once. A run that is not over is resumed. */
    public record Await(String run, ActorRef<End> replyTo) implements Message {}

    /**
     * How a run's time with this engine has ended.
     *
     * @param stopped why the engine had to let it go before its end; absent if it is over
     */
    public record End(String run, @Nullable StoppedRun stopped) {}

    private record Noticed(RunActor.Notice notice) implements Message {}

    /** A run's actor, and what to tell it: at once, or once it goes on. */
    private static final class Awake {
        private final ActorRef<RunActor.Message> actor;
        private final List<ActorRef<RunReply>> askers = new ArrayList<>();
        private final List<Ask> held = new ArrayList<>();
        private boolean closing;

        Awake(ActorRef<RunActor.Message> actor) {
            this.actor = actor;
        }

        void ask(Ask ask) {
            askers.add(ask.replyTo());
            if (closing) {
                held.add(ask);
            } else {
                pass(ask);
            }
        }

        private void pass(Ask ask) {
            actor.tell(new RunActor.Decide(
                    ask.command(), ask.cause(), ask.replyTo().narrow()));
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
            held.forEach(this::pass);
            held.clear();
        }
    }

    private final RunServices services;
    private final BiFunction<String, Throwable, StoppedRun> inWords;
    private final Map<String, Awake> awake = new HashMap<>();
    private final Map<String, List<ActorRef<End>>> waiting = new HashMap<>();
    private final ActorRef<RunActor.Notice> notices;

    /** A directory that puts it into words, for people, why a run's actor failed. */
    public static Behavior<Message> create(RunServices services, BiFunction<String, Throwable, StoppedRun> inWords) {
        return Behaviors.setup(context -> new RunDirectory(services, inWords, context));
    }

    private RunDirectory(
            RunServices services, BiFunction<String, Throwable, StoppedRun> inWords, ActorContext<Message> context) {
        super(context);
        this.services = services;
        this.inWords = inWords;
        this.notices = context.messageAdapter(RunActor.Notice.class, Noticed::new);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Ask.class, this::ask)
                .onMessage(Wake.class, this::onWake)
                .onMessage(Await.class, this::await)
                .onMessage(Noticed.class, this::onNotice)
                .onSignal(ChildFailed.class, this::onFailed)
                .onSignal(Terminated.class, this::onStopped)
                .build();
    }

    private Behavior<Message> ask(Ask ask) {
        awake.computeIfAbsent(ask.run(), this::wake).ask(ask);
        return this;
    }

    private Behavior<Message> onWake(Wake wake) {
        awake.computeIfAbsent(wake.run(), this::wake).lookWhetherOver();
        return this;
    }

    private Behavior<Message> await(Await await) {
        waiting.computeIfAbsent(await.run(), run -> new ArrayList<>()).add(await.replyTo());
        awake.computeIfAbsent(await.run(), this::wake).lookWhetherOver();
        return this;
    }

    private Awake wake(String run) {
        ActorRef<RunActor.Message> actor = getContext().spawn(RunActor.create(run, services, notices), run);
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
        StoppedRun stopped = inWords.apply(run, failure.getCause());
        switch (stopped.kind()) {
            case STORAGE, CORRUPT -> getContext().getLog().warn("run {} was stopped: {}", run, stopped.reason());
            case INTERNAL ->
                getContext().getLog().error("run {} was stopped: {}", run, stopped.reason(), failure.getCause());
        }
        Optional.ofNullable(awake.remove(run))
                .ifPresent(failed -> failed.askers.forEach(asker -> asker.tell(new RunReply.LetGo(stopped))));
        answer(new End(run, stopped));
        return this;
    }

    private Behavior<Message> onStopped(Terminated stopped) {
        String run = stopped.getRef().path().name();
        Awake gone = awake.remove(run);
        answer(new End(run, null));
        if (gone != null) {
            gone.held.forEach(this::ask);
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
