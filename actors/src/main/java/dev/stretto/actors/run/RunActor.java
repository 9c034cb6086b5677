package dev.stretto.actors.run;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.actors.run.Batch.Request;
import dev.stretto.actors.synthesis.SynthesisNews;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.codec.LogEntry;
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
 * tells of something that has happened, and that nobody waits for, waits a moment for others.
 */
public final class RunActor extends EventSourcedBehavior<RunActor.Message, LogEntry, LoggedRun> {

    /** What a run is told. */
    public sealed interface Message {}

    /** Decide on this command; {@code replyTo} hears the result once it is on disk. */
    public record Decide(RunCommand command, String cause, ActorRef<RunReply.Decided> replyTo) implements Message {}

    /** A step of an attempt has something to record. */
    record FromStep(StepMessage message) implements Message {}

    /** The synthesis has something to record. */
    record FromSynthesis(SynthesisNews news) implements Message {}

    /** Make the actors of more of the attempts that were launched. */
    record LaunchMore() implements Message {}

    /** Tell the directory if nothing is left to do. */
    public record LookWhetherOver() implements Message {}

    /** Stop, if there is still nothing to do. */
    public record Close() implements Message {}

    /** What a run tells its directory. */
    public sealed interface Notice {
        /** The run's id. */
        String run();
    }

    /** The run is over, its workspaces have been cleaned up, and its actor is not needed any more. */
    public record Rests(String run) implements Notice {}

    /** The run was told to stop, but has something to do. */
    public record GoesOn(String run) implements Notice {}

    /** The pause after a failed attempt is over. */
    record RetryIsDue(AttemptId failed) implements Message {}

    /** A piece of housekeeping is done. */
    record BackgroundWorkDone() implements Message {}

    /** An attempt's actor has stopped, because it was done or because it crashed. */
    record AttemptStopped(AttemptId attempt) implements Message {}

    /** The actor of the synthesis has stopped, because it was told to or because it crashed. */
    record SynthesisStopped() implements Message {}

    /**
     * The log was compared with its seal, as far as it has one.
     *
     * @param trouble why the log can't be trusted, or that could not be found out; absent if it is as it was sealed
     */
    record SealChecked(@Nullable RuntimeException trouble) implements Message {}

    /**
     * The log's seal was taken away, so that the run can go on.
     *
     * @param trouble why it could not be; absent if it was
     */
    record Unsealed(@Nullable RuntimeException trouble) implements Message {}

    private record Flush() implements Message {}

    private static final String SYNTHESIS = "synthesis";

    /** How long that waits which nobody waits for. */
    private static final Duration FLUSH_DELAY = Duration.ofMillis(25);

    private final String run;
    private final RunServices services;
    private final ActorRef<Notice> directory;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final BackgroundWork backgroundWork;
    private final RunSeal seal;
    private final EffectRunner effects;
    private final List<Request> waiting = new ArrayList<>();
    /** What is being written; what follows from it was folded when it was decided. */
    private Optional<Batch> decided = Optional.empty();

    private boolean flushing;
    /** The log's seal is being checked, or taken away: what the run is told waits. */
    private boolean sealInUse;

    private boolean unsealed;
    /** The run table was told, or is being told, that the run needs nothing more. */
    private boolean closed;

    /** A run's actor; it tells {@code directory} once it is not needed any more. */
    public static Behavior<Message> create(String run, RunServices services, ActorRef<Notice> directory) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RunActor(run, services, directory, context, timers)));
    }

    private RunActor(
            String run,
            RunServices services,
            ActorRef<Notice> directory,
            ActorContext<Message> context,
            TimerScheduler<Message> timers) {
        super(PersistenceId.of(LogEntry.ENTITY_TYPE, run));
        this.run = run;
        this.services = services;
        this.directory = directory;
        this.context = context;
        this.timers = timers;
        this.backgroundWork = new BackgroundWork(services.background(), context);
        this.seal = new RunSeal(run, services.stores().seals(), backgroundWork);
        this.effects = new EffectRunner(run, services, context, timers, backgroundWork, seal);
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
            case Decide decide ->
                enqueue(
                        decide.command(),
                        decide.cause(),
                        result -> decide.replyTo().tell(new RunReply.Decided(result)));
            case FromStep step -> onStep(step.message());
            case FromSynthesis synthesis -> onSynthesis(synthesis.news());
            case RetryIsDue due -> enqueue(new RunCommand.EndPause(due.failed()), Batch.ENGINE, result -> {});
            case LookWhetherOver look -> tellIfOver(logged);
            case LaunchMore more -> onLaunchMore(logged);
            case AttemptStopped stopped -> onAttemptStopped(logged, stopped.attempt());
            case SynthesisStopped stopped -> onSynthesisStopped(logged);
            case Flush flush -> onFlush(logged);
            case BackgroundWorkDone done -> onBackgroundWorkDone(logged);
            case SealChecked checked -> onSealChecked(logged, checked.trouble());
            case Unsealed done -> onUnsealed(logged, done.trouble());
            case Close close -> onClose(logged);
        };
    }

    private Effect<LogEntry, LoggedRun> onStep(StepMessage message) {
        return switch (message) {
            case StepMessage.Started started ->
                enqueueForLater(new RunCommand.Fenced(started.epoch(), started.command()), cause(started));
            case StepMessage.Ended ended ->
                enqueue(
                        new RunCommand.Fenced(ended.epoch(), ended.command()),
                        cause(ended),
                        result -> acknowledge(ended.acknowledgeTo()));
            case StepMessage.CannotStore failed -> throw failed.reason();
        };
    }

    private static String cause(StepMessage message) {
        return message.step().toString();
    }

    private Effect<LogEntry, LoggedRun> onSynthesis(SynthesisNews news) {
        return switch (news) {
            case SynthesisNews.ToRecord toRecord ->
                enqueue(
                        new RunCommand.Fenced(toRecord.epoch(), toRecord.command()),
                        SYNTHESIS,
                        result -> acknowledge(toRecord.acknowledgeTo()));
            case SynthesisNews.CannotStore failed -> throw failed.reason();
        };
    }

    private static void acknowledge(@Nullable ActorRef<AttemptActor.Message> step) {
        if (step != null) {
            step.tell(new AttemptActor.Recorded());
        }
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
        if (!flushing && !timers.isTimerActive(FLUSH_DELAY)) {
            timers.startSingleTimer(FLUSH_DELAY, new Flush(), FLUSH_DELAY);
        }
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> onFlush(LoggedRun logged) {
        flushing = false;
        timers.cancel(FLUSH_DELAY);
        if (sealInUse) {
            return Effect().none();
        }
        Batch batch = Batch.decide(
                logged, List.copyOf(waiting), services.codec(), services.clock().instant());
        if (finished(logged) && !unsealed && !batch.entries().isEmpty()) {
            sealInUse = true;
            seal.unseal(logged.digest());
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
                seal.seal(after.digest());
            }
            unsealed = false;
            tellIfOver(after);
        });
    }

    private Effect<LogEntry, LoggedRun> onUnsealed(LoggedRun logged, @Nullable RuntimeException trouble) {
        backgroundWork.done();
        if (trouble != null) {
            throw trouble;
        }
        sealInUse = false;
        unsealed = true;
        return onFlush(logged);
    }

    private static void reached(FaultPoint point, Batch batch) {
        batch.entries()
                .forEach(entry -> point.reached(EventTypes.of(entry.event()).name()));
    }

    /** What a log is recovered from need not be all of it: events at its end may be gone, or hidden from this. */
    private void onRecovered(LoggedRun logged) {
        long stored = lastSequenceNumber(context);
        if (stored != logged.sequence()) {
            throw new IllegalTransitionException("its log is corrupt or was tampered with: it has " + stored
                    + " events, of which only " + logged.sequence()
                    + " can be read. Nothing was changed; keep the file, and restore it from a copy");
        }
        if (stored > 0) {
            sealInUse = true;
            seal.check(logged.digest());
        }
    }

    /** A run that is not over was left so by an engine that is gone: it goes on, by an event like everything that it does. */
    private Effect<LogEntry, LoggedRun> onSealChecked(LoggedRun logged, @Nullable RuntimeException trouble) {
        backgroundWork.done();
        if (trouble != null) {
            throw trouble;
        }
        sealInUse = false;
        logged.state().started().ifPresent(started -> {
            if (started.finished()) {
                seal.sealIfNotSealed(logged.digest(), effects.openErasures(started));
            } else {
                resume();
            }
        });
        return waiting.isEmpty() ? tellIfOver(logged) : onFlush(logged);
    }

    /** Before anything that it was told meanwhile. */
    private void resume() {
        waiting.addFirst(new Request(new RunCommand.ResumeRun(services.node().id()), Batch.ENGINE, result -> {}));
    }

    private Effect<LogEntry, LoggedRun> onAttemptStopped(LoggedRun logged, AttemptId attempt) {
        logged.state().started().ifPresent(started -> effects.attemptStopped(started, attempt));
        return tellIfOver(logged);
    }

    private Effect<LogEntry, LoggedRun> onSynthesisStopped(LoggedRun logged) {
        Optional<Failure> crash = logged.state().started().flatMap(effects::synthesisStopped);
        if (crash.isPresent()) {
            context.getLog().error("the actor of the synthesis of run {} crashed", run);
            return enqueue(new RunCommand.RecordSynthesisFailure(crash.get().message()), Batch.ENGINE, result -> {});
        }
        return tellIfOver(logged);
    }

    private Effect<LogEntry, LoggedRun> onLaunchMore(LoggedRun logged) {
        logged.state().started().ifPresent(effects::launchSome);
        return Effect().none();
    }

    private Effect<LogEntry, LoggedRun> onBackgroundWorkDone(LoggedRun logged) {
        backgroundWork.done();
        logged.state().started().ifPresent(effects::backgroundWorkDone);
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
            logged.state()
                    .started()
                    .ifPresent(started -> logged.summary().ifPresent(row -> effects.close(started, row)));
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
        return finished && waiting.isEmpty() && backgroundWork.isDone() && effects.idle();
    }

    private static boolean finished(LoggedRun logged) {
        return logged.state().started().map(StartedRun::finished).orElse(false);
    }
}
