package dev.stretto.actors;

import dev.stretto.actors.Batch.Request;
import dev.stretto.engine.run.AttemptId;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.Effects;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.TodoStatus;
import dev.stretto.engine.run.Verdict;
import dev.stretto.persistence.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

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

    /** Say when the run is over; if it is, at once. */
    record AwaitEnd(ActorRef<RunEnded> replyTo) implements Message {}

    /** The run is over. */
    record RunEnded(String run) {}

    /** A child has something to record; {@code recorded} runs once it is on disk, or was refused. */
    record Record(RunCommand command, String cause, Runnable recorded) implements Message {}

    /** Stop; everything that was told before has been dealt with. */
    record Close() implements Message {}

    private record Flush() implements Message {}

    private record TaskActorStopped(AttemptId attempt) implements Message {}

    private record RetryIsDue(AttemptId failed) implements Message {}

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final RunEnvironment environment;
    private final String run;
    private final ActorRef<RunEnded> directory;
    private final List<Request> waiting = new ArrayList<>();
    private final List<ActorRef<RunEnded>> watchers = new ArrayList<>();
    private final Map<AttemptId, ActorRef<TaskActor.Message>> attempts = new HashMap<>();
    private @Nullable ActorRef<SynthesisActor.Message> synthesis;
    private boolean flushing;
    private boolean over;

    /** A run's actor; it tells {@code directory} once it is not needed any more. */
    static Behavior<Message> create(String run, RunEnvironment environment, ActorRef<RunEnded> directory) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new RunActor(run, environment, directory, context, timers)));
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
        this.timers = timers;
    }

    @Override
    public LoggedRun emptyState() {
        return LoggedRun.empty();
    }

    @Override
    public CommandHandler<Message, LogEntry, LoggedRun> commandHandler() {
        return this::onMessage;
    }

    @Override
    public EventHandler<LoggedRun, LogEntry> eventHandler() {
        return LoggedRun::after;
    }

    @Override
    public SignalHandler<LoggedRun> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .build();
    }

    private org.apache.pekko.persistence.typed.javadsl.Effect<LogEntry, LoggedRun> onMessage(
            LoggedRun state, Message message) {
        return switch (message) {
            case Decide decide -> enqueue(decide.command(), decide.cause(), decide.replyTo()::tell);
            case Record record -> enqueue(
                    record.command(), record.cause(), verdict -> record.recorded().run());
            case RetryIsDue due -> enqueue(new RunCommand.RetryTask(due.failed()), "engine", verdict -> {});
            case AwaitEnd await -> awaitEnd(state, await.replyTo());
            case TaskActorStopped stopped -> taskActorStopped(state, stopped.attempt());
            case Flush flush -> flush(state);
            case Close close -> Effect().stop();
        };
    }

    private org.apache.pekko.persistence.typed.javadsl.Effect<LogEntry, LoggedRun> enqueue(
            RunCommand command, String cause, Consumer<Verdict> answer) {
        waiting.add(new Request(command, cause, answer));
        if (!flushing) {
            flushing = true;
            context.getSelf().tell(new Flush());
        }
        return Effect().none();
    }

    private org.apache.pekko.persistence.typed.javadsl.Effect<LogEntry, LoggedRun> flush(LoggedRun state) {
        flushing = false;
        Batch batch = Batch.decide(
                state, List.copyOf(waiting), environment.codec(), environment.clock().instant());
        waiting.clear();
        return Effect().persist(batch.entries()).thenRun((LoggedRun after) -> {
            batch.answers().forEach(Batch.Answer::give);
            after.state().started().ifPresent(started -> batch.effects().forEach(effect -> carryOut(started, effect)));
        });
    }

    private void onRecovered(LoggedRun recovered) {
        recovered.state()
                .started()
                .ifPresent(started -> Effects.open(started).forEach(effect -> carryOut(started, effect)));
    }

    private org.apache.pekko.persistence.typed.javadsl.Effect<LogEntry, LoggedRun> awaitEnd(
            LoggedRun state, ActorRef<RunEnded> replyTo) {
        if (state.state().started().isEmpty()) {
            replyTo.tell(new RunEnded(run));
        } else {
            watchers.add(replyTo);
            endOnceCleared();
        }
        return Effect().none();
    }

    private void carryOut(StartedRun started, Effect effect) {
        switch (effect) {
            case Effect.Launch launch -> launch.attempts().forEach(attempt -> launch(started, attempt));
            case Effect.Stop stop -> Optional.ofNullable(attempts.get(stop.attempt()))
                    .ifPresent(actor -> actor.tell(new TaskActor.Stop(stop.reason())));
            case Effect.RetryAt retry -> timers.startSingleTimer(
                    retry.failed(), new RetryIsDue(retry.failed()), fromNow(retry));
            case Effect.Merge merge -> synthesis().tell(new SynthesisActor.Merge(run, merge));
            case Effect.Verify verify -> synthesis().tell(new SynthesisActor.Verify(run, started, verify));
            case Effect.Integrate integrate -> synthesis().tell(new SynthesisActor.Integrate(run, integrate));
            case Effect.StopSynthesis stop -> synthesis().tell(new SynthesisActor.Stop());
            case Effect.Finish finish -> {
                over = true;
                endOnceCleared();
            }
        }
    }

    private Duration fromNow(Effect.RetryAt retry) {
        Duration pause = Duration.between(environment.clock().instant(), retry.at());
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    private void launch(StartedRun started, AttemptId attempt) {
        spawn(TaskActor.create(
                AttemptOrder.of(started, attempt), workingDirectory(started), environment, context.getSelf()), attempt);
    }

    private void spawn(Behavior<TaskActor.Message> behavior, AttemptId attempt) {
        ActorRef<TaskActor.Message> actor = context.spawnAnonymous(
                Behaviors.supervise(behavior).onFailure(SupervisorStrategy.stop()));
        attempts.put(attempt, actor);
        context.watchWith(actor, new TaskActorStopped(attempt));
    }

    /** A child that stops before its outcome was recorded has crashed: the attempt failed, and what it left running is ended. */
    private org.apache.pekko.persistence.typed.javadsl.Effect<LogEntry, LoggedRun> taskActorStopped(
            LoggedRun state, AttemptId attempt) {
        attempts.remove(attempt);
        endOnceCleared();
        state.state()
                .started()
                .filter(started -> inProgress(started, attempt))
                .ifPresent(started -> {
                    context.getLog().error("the actor of attempt {} of run {} crashed", attempt, run);
                    context.spawnAnonymous(CrashedAttempt.create(
                            AttemptOrder.of(started, attempt), environment, context.getSelf()));
                });
        return Effect().none();
    }

    private static boolean inProgress(StartedRun started, AttemptId attempt) {
        Optional<Progress> progress = started.progressOf(attempt.task());
        return progress.isPresent()
                && progress.get().status() == TodoStatus.IN_PROGRESS
                && progress.get().attempt() == attempt.attempt();
    }

    private static Optional<String> workingDirectory(StartedRun started) {
        return Optional.ofNullable(started.context().plan().workspace()).map(workspace -> workspace.repository());
    }

    private ActorRef<SynthesisActor.Message> synthesis() {
        if (synthesis == null) {
            synthesis = context.spawn(SynthesisActor.create(environment, context.getSelf()), "synthesis");
        }
        return synthesis;
    }

    /** The run is over once its last event is on disk and its children have cleared their workspaces away. */
    private void endOnceCleared() {
        if (over && attempts.isEmpty()) {
            watchers.forEach(watcher -> watcher.tell(new RunEnded(run)));
            watchers.clear();
            directory.tell(new RunEnded(run));
        }
    }
}
