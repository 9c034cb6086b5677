package dev.stretto.actors;

import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Failure;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in progress: begins it (or takes up again what an earlier engine began), holds its deadlines, ends it, and
 * reports one outcome. Once that is on disk it clears the workspace away and stops.
 */
final class TaskActor {

    /** What an attempt's actor is told. */
    sealed interface Message {}

    /** End the attempt, because somebody asked for it. */
    record Stop(String reason) implements Message {}

    private record Begun(AttemptWork.Begun work) implements Message {}

    private record CouldNotBegin(Failure failure) implements Message {}

    private record SubagentEnded() implements Message {}

    private record TimedOut() implements Message {}

    private record LookForLife() implements Message {}

    private record Quiet(Duration since) implements Message {}

    private record Finished(Outcome outcome) implements Message {}

    private record CameToNothing(Throwable error) implements Message {}

    private record OutcomeRecorded() implements Message {}

    private record Cleared() implements Message {}

    /** Exit codes above this stand for the signal that ended a process. */
    private static final int SIGNALS = 128;

    private final AttemptOrder order;
    private final AttemptWork work;
    private final RunEnvironment environment;
    private final ActorRef<RunActor.Message> run;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private @Nullable Failure stopBecause;

    static Behavior<Message> create(
            AttemptOrder order,
            Optional<String> directory,
            RunEnvironment environment,
            ActorRef<RunActor.Message> run) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new TaskActor(order, directory, environment, run, context, timers).beginning()));
    }

    private TaskActor(
            AttemptOrder order,
            Optional<String> directory,
            RunEnvironment environment,
            ActorRef<RunActor.Message> run,
            ActorContext<Message> context,
            TimerScheduler<Message> timers) {
        this.order = order;
        this.work = new AttemptWork(order, directory, environment);
        this.environment = environment;
        this.run = run;
        this.context = context;
        this.timers = timers;
    }

    private Behavior<Message> beginning() {
        CompletableFuture<AttemptWork.Beginning> beginning =
                CompletableFuture.supplyAsync(() -> environment.gate().through(work::begin), environment.blocking());
        context.pipeToSelf(
                beginning,
                (begun, error) ->
                        error == null ? begun.fold(Begun::new, CouldNotBegin::new) : new CameToNothing(error));
        return Behaviors.receive(Message.class)
                .onMessage(Begun.class, begun -> onBegun(begun.work()))
                .onMessage(CouldNotBegin.class, could -> report(Outcome.failed(could.failure(), now())))
                .onMessage(CameToNothing.class, nothing -> cameToNothing(nothing.error()))
                .onSignal(PostStop.class, stopped -> {
                    beginning.thenAccept(AttemptWork.Beginning::release);
                    return Behaviors.same();
                })
                .onMessage(Stop.class, stop -> {
                    stopBecause = cancelled(stop);
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<Message> onBegun(AttemptWork.Begun begun) {
        RunningSubagent subagent = begun.subagent();
        subagent.process()
                .ifPresent(process -> record(
                        new RunCommand.RecordStart(
                                order.id(),
                                subagent.startedAt(),
                                process,
                                begun.workspace().orElse(null)),
                        () -> {}));
        context.pipeToSelf(subagent.exit(), (exit, error) -> new SubagentEnded());
        if (stopBecause != null) {
            return finishing(begun, stopBecause);
        }
        return watching(begun);
    }

    private Behavior<Message> watching(AttemptWork.Begun begun) {
        Task task = order.task();
        timers.startSingleTimer(
                new TimedOut(), left(task.timeout(), begun.subagent().age()));
        if (task.idle() != null) {
            blocking(() -> new Quiet(work.quiet(begun)));
        }
        return Behaviors.receive(Message.class)
                .onMessage(SubagentEnded.class, ended -> finishing(begun, endedTooLate(begun)))
                .onMessage(Stop.class, stop -> finishing(begun, cancelled(stop)))
                .onMessage(TimedOut.class, timedOut -> finishing(begun, timedOut()))
                .onMessage(LookForLife.class, look -> {
                    blocking(() -> new Quiet(work.quiet(begun)));
                    return Behaviors.same();
                })
                .onMessage(Quiet.class, quiet -> onQuiet(begun, quiet.since()))
                .onSignal(PostStop.class, stopped -> {
                    begun.subagent().release();
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<Message> onQuiet(AttemptWork.Begun begun, Duration since) {
        Duration idle = order.task().idle();
        if (idle == null) {
            return Behaviors.same();
        }
        Duration left = left(idle, since);
        if (left.isZero()) {
            return finishing(
                    begun,
                    new Failure(
                            Failure.Kind.IDLE,
                            "no output and no changed file for " + Durations.format(idle) + "; it was stopped"));
        }
        timers.startSingleTimer(new LookForLife(), left);
        return Behaviors.same();
    }

    /** An earlier engine may have been about to end it when its time was over. */
    private @Nullable Failure endedTooLate(AttemptWork.Begun begun) {
        SubagentExit exit = begun.subagent().exit().join();
        boolean bySignal = exit.exitCode() != null && exit.exitCode() > SIGNALS;
        Duration took = Duration.between(begun.subagent().startedAt(), exit.at());
        return bySignal && took.compareTo(order.task().timeout()) >= 0 ? timedOut() : null;
    }

    private Behavior<Message> finishing(AttemptWork.Begun begun, @Nullable Failure because) {
        timers.cancelAll();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(
                        () -> environment.gate().through(() -> work.finish(begun, because)), environment.blocking()),
                (outcome, error) -> error == null ? new Finished(outcome) : new CameToNothing(error));
        return Behaviors.receive(Message.class)
                .onMessage(Finished.class, finished -> report(finished.outcome()))
                .onMessage(CameToNothing.class, nothing -> cameToNothing(nothing.error()))
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    /** What can't be stored now can be later, by another actor: the attempt has not failed. */
    private Behavior<Message> cameToNothing(Throwable error) {
        if (error.getCause() instanceof StorageFailedException trouble) {
            run.tell(new RunActor.CannotStore(trouble));
            return Behaviors.ignore();
        }
        throw new IllegalStateException("attempt " + order.id() + " of run " + order.run(), error);
    }

    private Behavior<Message> report(Outcome outcome) {
        ActorRef<Message> self = context.getSelf();
        record(new RunCommand.RecordOutcome(order.id(), outcome), () -> self.tell(new OutcomeRecorded()));
        return Behaviors.receive(Message.class)
                .onMessage(OutcomeRecorded.class, recorded -> clearing())
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    private Behavior<Message> clearing() {
        blocking(() -> {
            work.clearAway();
            return new Cleared();
        });
        return Behaviors.receive(Message.class)
                .onMessage(Cleared.class, cleared -> Behaviors.stopped())
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    private void record(RunCommand command, Runnable recorded) {
        run.tell(new RunActor.ChildReport(command, "attempt " + order.id(), recorded));
    }

    /** Runs a piece that may block beside the actor; if it fails unexpectedly, so does the actor, and its supervisor takes over. */
    private void blocking(Supplier<Message> piece) {
        Supplier<Message> gated = () -> environment.gate().through(piece::get);
        context.pipeToSelf(CompletableFuture.supplyAsync(gated, environment.blocking()), (message, error) -> {
            if (error != null) {
                throw new IllegalStateException("attempt " + order.id() + " of run " + order.run(), error);
            }
            return message;
        });
    }

    private Failure timedOut() {
        return new Failure(
                Failure.Kind.TIMEOUT,
                "still at work after " + Durations.format(order.task().timeout())
                        + "; its whole process group was stopped");
    }

    private static Failure cancelled(Stop stop) {
        return new Failure(Failure.Kind.CANCELLED, stop.reason());
    }

    private static Duration left(Duration whole, Duration gone) {
        Duration left = whole.minus(gone);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Instant now() {
        return environment.clock().instant();
    }
}
