package dev.stretto.actors;

import dev.stretto.actors.Batch.Request;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.codec.LogEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/**
 * One run: event sourced, the only writer of its log. It holds no process and no file; its children do.
 *
 * <p>Commands are not decided on one by one. The first that arrives asks for a {@link Flush}; those that arrive while a
 * write is under way are stashed by Pekko and come before that, so all of them go into the next write together. What merely
 * tells of something that has happened, and that nobody waits for, waits a moment for company.
 */
final class RunActor extends EventSourcedBehavior<RunActor.Message, LogEntry, LoggedRun> {

    /** What a run is told. */
    sealed interface Message {}

    /** Decide on this command; {@code replyTo} hears the verdict once it is on disk. */
    record Decide(RunCommand command, String cause, ActorRef<CommandResult> replyTo) implements Message {}

    /** What a child wants to have recorded. */
    sealed interface FromChild extends Message {
        RunCommand command();
    }

    /** A child has something to record; {@code recorded} runs once it is on disk, or was refused. */
    record ChildReport(RunCommand command, String cause, Runnable recorded) implements FromChild {}

    /** A child tells of something that has happened, and can be found out again should it be lost; nobody waits for it. */
    record ChildTells(RunCommand command, String cause) implements FromChild {}

    /** A child has something to record; once that is on disk, or was refused, this is cleaned up, before the run can be over. */
    record ReportThenCleanUp(RunCommand command, String cause, Runnable cleanup) implements Message {}

    /** Make the actors of more of the attempts that were launched. */
    record LaunchMore() implements Message {}

    /** Tell the directory if nothing is left to do. */
    record LookWhetherOver() implements Message {}

    /** Stop, if there is still nothing to do. */
    record Close() implements Message {}

    /** Nothing more can be stored, for the reason given; stop, and leave what runs to whoever resumes the run. */
    record CannotStore(StorageFailedException reason) implements Message {}

    /** What a run tells its directory. */
    sealed interface Notice {
        /** The run's id. */
        String run();
    }

    /** The run is over, its workspaces have been cleaned up, and its actor is not needed any more. */
    record Rests(String run) implements Notice {}

    /** The run was told to stop, but has something to do. */
    record GoesOn(String run) implements Notice {}

    /** The pause after a failed attempt is over. */
    record RetryIsDue(AttemptId failed) implements Message {}

    /** A piece of housekeeping is done. */
    record BackgroundWorkDone() implements Message {}

    /** An attempt's actor has stopped, because it was done or because it crashed. */
    record TaskActorStopped(AttemptId attempt) implements Message {}

    /**
     * The log's seal was taken away, so that the run can go on.
     *
     * @param trouble why it could not be; absent if it was
     */
    record Unsealed(@Nullable RuntimeException trouble) implements Message {}

    private record Flush() implements Message {}

    /** How long that waits which nobody waits for. */
    private static final Duration FOR_COMPANY = Duration.ofMillis(25);

    private final String run;
    private final RunEnvironment environment;
    private final ActorRef<Notice> directory;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final EffectRunner effects;
    private final List<Request> waiting = new ArrayList<>();
    /** What is being written; what follows from it was folded when it was decided. */
    private Optional<Batch> decided = Optional.empty();

    private boolean flushing;
    /** The seal of a run that was over is being taken away: what it is told waits. */
    private boolean unsealing;

    private boolean unsealed;
    /** The run table was told, or is being told, that the run needs nothing more. */
    private boolean closed;

    /** A run's actor; it tells {@code directory} once it is not needed any more. */
    static Behavior<Message> create(String run, RunEnvironment environment, ActorRef<Notice> directory) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RunActor(run, environment, directory, context, timers)));
    }

    private RunActor(
            String run,
            RunEnvironment environment,
            ActorRef<Notice> directory,
            ActorContext<Message> context,
            TimerScheduler<Message> timers) {
        super(PersistenceId.of(LogEntry.ENTITY_TYPE, run));
        this.run = run;
        this.environment = environment;
        this.directory = directory;
        this.context = context;
        this.timers = timers;
        this.effects = new EffectRunner(run, environment, context, timers);
    }

    @Override
    public LoggedRun emptyState() {
        return LoggedRun.empty();
    }

    @Override
    public EventHandler<LoggedRun, LogEntry> eventHandler() {
        return (before, entry) ->
                decided.flatMap(batch -> batch.after(entry)).orElseGet(() -> before.afterStored(entry));
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
                        commandResult -> report.recorded().run());
            case ChildTells tells -> enqueueForLater(tells.command(), tells.cause());
            case ReportThenCleanUp report ->
                enqueue(report.command(), report.cause(), commandResult -> effects.runInBackground(report.cleanup()));
            case RetryIsDue due -> enqueue(new RunCommand.EndPause(due.failed()), Batch.ENGINE, commandResult -> {});
            case LookWhetherOver look -> tellIfOver(logged);
            case LaunchMore more -> onLaunchMore(logged);
            case TaskActorStopped stopped -> onTaskActorStopped(logged, stopped.attempt());
            case Flush flush -> onFlush(logged);
            case BackgroundWorkDone done -> onBackgroundWorkDone(logged);
            case Unsealed done -> onUnsealed(logged, done.trouble());
            case Close close -> onClose(logged);
            case CannotStore failure -> throw failure.reason();
        };
    }

    private Effect<LogEntry, LoggedRun> enqueue(RunCommand command, String cause, Consumer<CommandResult> answer) {
        waiting.add(new Request(command, cause, answer));
        if (!flushing) {
            flushing = true;
            context.getSelf().tell(new Flush());
        }
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> enqueueForLater(RunCommand command, String cause) {
        waiting.add(new Request(command, cause, commandResult -> {}));
        if (!flushing && !timers.isTimerActive(FOR_COMPANY)) {
            timers.startSingleTimer(FOR_COMPANY, new Flush(), FOR_COMPANY);
        }
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> onFlush(LoggedRun logged) {
        flushing = false;
        timers.cancel(FOR_COMPANY);
        if (unsealing) {
            return Effect().none();
        }
        Batch batch = Batch.decide(
                logged,
                List.copyOf(waiting),
                environment.codec(),
                environment.clock().instant(),
                environment.node());
        if (finished(logged) && !unsealed && !batch.entries().isEmpty()) {
            unsealing = true;
            effects.unseal(logged.digest());
            return Effect().none();
        }
        waiting.clear();
        reached(FaultPoint.EVENTS_DECIDED, batch);
        decided = Optional.of(batch);
        return Effect().persist(batch.entries()).thenRun((LoggedRun after) -> {
            decided = Optional.empty();
            closed = false;
            reached(FaultPoint.EVENTS_WRITTEN, batch);
            batch.answers().forEach(Batch.Answer::give);
            after.state()
                    .started()
                    .ifPresent(started -> batch.effects().forEach(effect -> effects.execute(started, effect)));
            if (finished(after) && (unsealed || !batch.entries().isEmpty())) {
                effects.seal(after.digest());
            }
            unsealed = false;
            tellIfOver(after);
        });
    }

    private Effect<LogEntry, LoggedRun> onUnsealed(LoggedRun logged, @Nullable RuntimeException trouble) {
        effects.backgroundWorkDone();
        if (trouble != null) {
            throw trouble;
        }
        unsealing = false;
        unsealed = true;
        return onFlush(logged);
    }

    private static void reached(FaultPoint point, Batch batch) {
        batch.entries()
                .forEach(entry -> point.reached(EventTypes.of(entry.event()).name()));
    }

    /** A run that is not over was left so by an engine that is gone: it goes on, by an event like everything that it does. */
    private void onRecovered(LoggedRun logged) {
        refuseIfTampered(logged);
        logged.state().started().ifPresent(started -> {
            if (started.finished()) {
                effects.cleanUp(started);
                effects.sealIfNotSealed(started, logged.digest());
            } else {
                enqueue(new RunCommand.ResumeRun(), Batch.ENGINE, commandResult -> {});
            }
        });
    }

    /** What a log is recovered from need not be all of it: events at its end may be gone, or hidden from this. */
    private void refuseIfTampered(LoggedRun logged) {
        long stored = lastSequenceNumber(context);
        if (stored != logged.sequence()) {
            throw new IllegalTransitionException("its log is corrupt or was tampered with: it has " + stored
                    + " events, of which only " + logged.sequence()
                    + " can be read. Nothing was changed; keep the file, and restore it from a copy");
        }
        try {
            environment.seals().check(run, logged.digest());
        } catch (IOException e) {
            throw new StorageFailedException("the seal of the log can't be read: " + e.getMessage(), e);
        }
    }

    private Effect<LogEntry, LoggedRun> onTaskActorStopped(LoggedRun logged, AttemptId attempt) {
        logged.state().started().ifPresent(started -> effects.taskActorStopped(started, attempt));
        return tellIfOver(logged);
    }

    private Effect<LogEntry, LoggedRun> onLaunchMore(LoggedRun logged) {
        logged.state().started().ifPresent(effects::launchSome);
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> onBackgroundWorkDone(LoggedRun logged) {
        effects.backgroundWorkDone();
        return tellIfOver(logged);
    }

    private Effect<LogEntry, LoggedRun> onClose(LoggedRun logged) {
        if (over(logged)) {
            return Effect().stop();
        }
        directory.tell(new GoesOn(run));
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> tellIfOver(LoggedRun logged) {
        if (over(logged) && finished(logged) && !closed) {
            closed = true;
            logged.summary(environment.node()).ifPresent(effects::close);
        } else if (over(logged)) {
            directory.tell(new Rests(run));
        }
        return Effect().none();
    }

    /**
     * A run is over once its last event is on disk and its children have cleaned up their workspaces; one that has not
     * been started, once nobody is about to start it.
     */
    private boolean over(LoggedRun logged) {
        boolean finished = logged.state().started().map(StartedRun::finished).orElse(true);
        return finished && waiting.isEmpty() && effects.idle();
    }

    private static boolean finished(LoggedRun logged) {
        return logged.state().started().map(StartedRun::finished).orElse(false);
    }
}
