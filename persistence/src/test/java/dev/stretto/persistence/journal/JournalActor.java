package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/** Writes batches of entries and shows what it has replayed. A write that fails stops it, as it stops a run's actor. */
final class JournalActor extends EventSourcedBehavior<JournalActor.Message, LogEntry, List<LogEntry>> {

    sealed interface Message {}

    record Write(List<LogEntry> batch, ActorRef<Answer> replyTo) implements Message {}

    record Read(ActorRef<Answer> replyTo) implements Message {}

    /** The log as it is known now; or that the actor has stopped because a write failed. */
    record Answer(List<LogEntry> log, @Nullable String failure) {}

    private @Nullable ActorRef<Answer> waiting;

    static Behavior<Message> create(String run) {
        return Behaviors.setup(context -> new JournalActor(run));
    }

    /** The same, below an actor that learns why it has failed. */
    static Behavior<Message> create(String run, CompletableFuture<Throwable> failure) {
        return Behaviors.setup(context -> {
            ActorRef<Message> writer = context.spawn(create(run), "writer");
            context.watch(writer);
            return Behaviors.receive(Message.class)
                    .onAnyMessage(message -> {
                        writer.tell(message);
                        return Behaviors.same();
                    })
                    .onSignal(ChildFailed.class, signal -> {
                        failure.complete(signal.getCause());
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    private JournalActor(String run) {
        super(PersistenceId.of(LogEntry.ENTITY_TYPE, run));
    }

    @Override
    public List<LogEntry> emptyState() {
        return List.of();
    }

    @Override
    public CommandHandler<Message, LogEntry, List<LogEntry>> commandHandler() {
        return (log, message) -> switch (message) {
            case Write write -> write(write);
            case Read read -> Effect().none().thenRun(now -> read.replyTo().tell(new Answer(now, null)));
        };
    }

    private Effect<LogEntry, List<LogEntry>> write(Write write) {
        waiting = write.replyTo();
        return Effect().persist(write.batch()).thenRun((List<LogEntry> now) -> {
            waiting = null;
            write.replyTo().tell(new Answer(now, null));
        });
    }

    @Override
    public EventHandler<List<LogEntry>, LogEntry> eventHandler() {
        return (log, entry) -> {
            List<LogEntry> more = new ArrayList<>(log);
            more.add(entry);
            return more;
        };
    }

    @Override
    public SignalHandler<List<LogEntry>> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(PostStop.instance(), log -> {
                    if (waiting != null) {
                        waiting.tell(new Answer(log, "stopped"));
                    }
                })
                .build();
    }
}
