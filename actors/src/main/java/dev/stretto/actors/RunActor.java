package dev.stretto.actors;

import dev.stretto.actors.Batch.Request;
import dev.stretto.engine.run.AttemptId;
import dev.stretto.engine.run.Effects;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.Verdict;
import dev.stretto.persistence.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One run: event sourced, the only writer of its log. It holds no process and no file; its children do.
 *
 * <p>Commands are not decided on one by one. The first that arrives asks for a {@link Flush}; those that arrive while a
 * write is under way are stashed by Pekko and come before that, so all of them go into the next write together.
 */
final class RunActor extends EventSourcedBehavior<RunActor.Message, LogEntry, LoggedRun> {

    /** What a run is told. */
    sealed interface Message {}

    /** Decide on this command; {@code replyTo} hears the verdict once it is on disk. */
    record Decide(RunCommand command, String cause, ActorRef<Verdict> replyTo) implements Message {}

    /** A child has something to record; {@code recorded} runs once it is on disk, or was refused. */
    record ChildReport(RunCommand command, String cause, Runnable recorded) implements Message {}

    /** Say when the run is over; if it is, at once. */
    record AwaitEnd(ActorRef<RunEnded> replyTo) implements Message {}

    /** The run is over, and its workspaces have been cleared away. */
    record RunEnded(String run) {}

    /** Stop; everything that was told before has been dealt with. */
    record Close() implements Message {}

    /** The pause after a failed attempt is over. */
    record RetryIsDue(AttemptId failed) implements Message {}

    /** An attempt's actor has stopped, because it was done or because it crashed. */
    record TaskActorStopped(AttemptId attempt) implements Message {}

    private record Flush() implements Message {}

    private final String run;
    private final RunEnvironment environment;
    private final ActorRef<RunEnded> directory;
    private final ActorContext<Message> context;
    private final EffectRunner effects;
    private final List<Request> waiting = new ArrayList<>();
    private final List<ActorRef<RunEnded>> watchers = new ArrayList<>();
    private boolean flushing;

    /** A run's actor; it tells {@code directory} once it is not needed any more. */
    static Behavior<Message> create(String run, RunEnvironment environment, ActorRef<RunEnded> directory) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RunActor(run, environment, directory, context, timers)));
    }

    private RunActor(
            String run,
            RunEnvironment environment,
            ActorRef<RunEnded> directory,
            ActorContext<Message> context,
            TimerScheduler<Message> timers) {
        super(PersistenceId.of(LogEntry.ENTITY_TYPE, run));
        this.run = run;
        this.environment = environment;
        this.directory = directory;
        this.context = context;
        this.effects = new EffectRunner(run, environment, context, timers);
    }

    @Override
    public LoggedRun emptyState() {
        return LoggedRun.empty();
    }

    @Override
    public EventHandler<LoggedRun, LogEntry> eventHandler() {
        return LoggedRun::after;
    }

    @Override
    public CommandHandler<Message, LogEntry, LoggedRun> commandHandler() {
        return this::onMessage;
    }

    @Override
    public SignalHandler<LoggedRun> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .build();
    }

    private Effect<LogEntry, LoggedRun> onMessage(LoggedRun logged, Message message) {
        return switch (message) {
            case Decide decide -> enqueue(decide.command(), decide.cause(), decide.replyTo()::tell);
            case ChildReport report ->
                enqueue(
                        report.command(),
                        report.cause(),
                        verdict -> report.recorded().run());
            case RetryIsDue due -> enqueue(new RunCommand.RetryTask(due.failed()), Batch.ENGINE, verdict -> {});
            case AwaitEnd await -> onAwaitEnd(logged, await.replyTo());
            case TaskActorStopped stopped -> onTaskActorStopped(logged, stopped.attempt());
            case Flush flush -> onFlush(logged);
            case Close close -> Effect().stop();
        };
    }

    private Effect<LogEntry, LoggedRun> enqueue(RunCommand command, String cause, Consumer<Verdict> answer) {
        waiting.add(new Request(command, cause, answer));
        if (!flushing) {
            flushing = true;
            context.getSelf().tell(new Flush());
        }
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> onFlush(LoggedRun logged) {
        flushing = false;
        Batch batch = Batch.decide(
                logged,
                List.copyOf(waiting),
                environment.codec(),
                environment.clock().instant());
        waiting.clear();
        return Effect().persist(batch.entries()).thenRun((LoggedRun after) -> {
            batch.answers().forEach(Batch.Answer::give);
            after.state()
                    .started()
                    .ifPresent(started -> batch.effects().forEach(effect -> effects.carryOut(started, effect)));
            tellIfEnded(after);
        });
    }

    private void onRecovered(LoggedRun logged) {
        logged.state()
                .started()
                .ifPresent(started -> Effects.open(started).forEach(effect -> effects.carryOut(started, effect)));
    }

    private Effect<LogEntry, LoggedRun> onAwaitEnd(LoggedRun logged, ActorRef<RunEnded> replyTo) {
        watchers.add(replyTo);
        tellIfEnded(logged);
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> onTaskActorStopped(LoggedRun logged, AttemptId attempt) {
        logged.state().started().ifPresent(started -> effects.taskActorStopped(started, attempt));
        tellIfEnded(logged);
        return Effect().none();
    }

    /**
     * A run is over once its last event is on disk and its children have cleared their workspaces away; one that has not
     * been started, once nobody is about to start it.
     */
    private void tellIfEnded(LoggedRun logged) {
        boolean over = logged.state().started().map(StartedRun::finished).orElse(waiting.isEmpty());
        if (over && effects.idle()) {
            watchers.forEach(watcher -> watcher.tell(new RunEnded(run)));
            watchers.clear();
            directory.tell(new RunEnded(run));
        }
    }
}
