package dev.stretto.actors;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in progress: begins it (or re-attaches to what an earlier engine began), holds its deadlines, ends it, and
 * reports one outcome. Once that is on disk it cleans up the workspace and stops.
 *
 * <p>There are as many of these as there are attempts in flight, so it is one object, and makes none that lasts for each of its
 * phases.
 */
final class TaskActor extends ExtensibleBehavior<TaskActor.Message> {

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

    private record WorkFailed(Throwable error) implements Message {}

    private record OutcomeRecorded() implements Message {}

    private record CleanedUp() implements Message {}

    /** How far the attempt has come. */
    private enum Phase {
        BEGINNING,
        WATCHING,
        FINISHING,
        RECORDING,
        CLEANING_UP
    }

    /** Exit codes above this stand for the signal that ended a process. */
    private static final int SIGNALS = 128;

    private static final Cancellable NO_TIMER = Cancellable.alreadyCancelled();

    private final AttemptOrder order;
    private final AttemptWork work;
    private final RunEnvironment environment;
    private final ActorRef<RunActor.Message> run;
    private final ActorContext<Message> context;
    private final CompletableFuture<CommandSlots.Slot> slot;
    /** Where steps are carried out that take no time if there is neither a process nor a worktree. */
    private final Executor steps;

    private Phase phase = Phase.BEGINNING;
    private @Nullable CompletableFuture<AttemptWork.Beginning> beginning;
    private AttemptWork.@Nullable Begun begun;
    private Cancellable timeout = NO_TIMER;
    private Cancellable look = NO_TIMER;
    private @Nullable Failure stopBecause;

    /**
     * The actor of an attempt. If it fails it is stopped, as typed actors are; its run, which watches it, hears of that.
     *
     * @param order rendered by the actor itself: its run has many of them to launch
     */
    static Behavior<Message> create(
            Supplier<AttemptOrder> order,
            Optional<String> directory,
            RunEnvironment environment,
            ActorRef<RunActor.Message> run) {
        return Behaviors.setup(context -> new TaskActor(order.get(), directory, environment, run, context));
    }

    private TaskActor(
            AttemptOrder order,
            Optional<String> directory,
            RunEnvironment environment,
            ActorRef<RunActor.Message> run,
            ActorContext<Message> context) {
        this.order = order;
        this.work = new AttemptWork(order, directory, environment);
        this.environment = environment;
        this.run = run;
        this.context = context;
        this.slot = work.slot();
        this.steps = work.mayBlock() ? environment.blocking() : Runnable::run;
        CompletableFuture<AttemptWork.Beginning> begins =
                slot.thenApplyAsync(taken -> environment.gate().through(() -> work.begin(taken)), steps);
        this.beginning = begins;
        context.pipeToSelf(
                begins,
                (begun, error) -> error == null ? begun.fold(Begun::new, CouldNotBegin::new) : new WorkFailed(error));
    }

    @Override
    public Behavior<Message> receive(TypedActorContext<Message> ignored, Message message) {
        if (!accepts(message)) {
            return Behaviors.same();
        }
        return switch (message) {
            case Begun begins -> onBegun(begins.work());
            case CouldNotBegin could ->
                report(Outcome.failed(stopBecause != null ? stopBecause : could.failure(), now()));
            case WorkFailed nothing -> onWorkFailed(nothing.error());
            case Stop stop -> phase == Phase.BEGINNING ? stopBeforeItHasBegun(cancelled(stop)) : end(cancelled(stop));
            case SubagentEnded ended -> finish(endedTooLate());
            case TimedOut timedOut -> end(timedOut());
            case LookForLife due -> lookForLife();
            case Quiet quiet -> onQuiet(quiet.since());
            case Finished finished -> report(finished.outcome());
            case OutcomeRecorded recorded -> cleanUp();
            case CleanedUp cleared -> Behaviors.stopped();
        };
    }

    /** What is told too late, or too early, for the phase that the attempt is in is passed over. */
    private boolean accepts(Message message) {
        return switch (phase) {
            case BEGINNING ->
                message instanceof Begun
                        || message instanceof CouldNotBegin
                        || message instanceof WorkFailed
                        || message instanceof Stop;
            case WATCHING ->
                message instanceof SubagentEnded
                        || message instanceof TimedOut
                        || message instanceof LookForLife
                        || message instanceof Quiet
                        || message instanceof Stop;
            case FINISHING -> message instanceof Finished || message instanceof WorkFailed;
            case RECORDING -> message instanceof OutcomeRecorded;
            case CLEANING_UP -> message instanceof CleanedUp;
        };
    }

    @Override
    public Behavior<Message> receiveSignal(TypedActorContext<Message> ignored, Signal signal) {
        if (signal instanceof PostStop) {
            cancelTimers();
            letGo();
            slot.cancel(false);
            return Behaviors.same();
        }
        return Behaviors.unhandled(); // a step that failed unexpectedly among them, with which the actor fails
    }

    /** What has begun, or is about to, is looked after no longer. */
    private void letGo() {
        if (beginning != null) {
            work.giveUp();
            var unused = beginning.thenAccept(AttemptWork.Beginning::release);
        } else if (phase == Phase.WATCHING) {
            begun().subagent().release();
        }
    }

    private Behavior<Message> stopBeforeItHasBegun(Failure because) {
        stopBecause = because;
        work.giveUp();
        return slot.cancel(false) ? report(Outcome.failed(because, now())) : Behaviors.same();
    }

    private Behavior<Message> onBegun(AttemptWork.Begun underWay) {
        beginning = null;
        begun = underWay;
        RunningSubagent subagent = underWay.subagent();
        subagent.process()
                .ifPresent(process -> run.tell(new RunActor.ChildTells(
                        new RunCommand.RecordStart(
                                order.id(),
                                subagent.startedAt(),
                                process,
                                underWay.workspace().orElse(null),
                                order.prompt()),
                        cause())));
        context.pipeToSelf(subagent.exit(), (exit, error) -> new SubagentEnded());
        if (stopBecause != null) {
            return end(stopBecause);
        }
        phase = Phase.WATCHING;
        timeout = after(left(order.task().timeout(), subagent.age()), new TimedOut());
        return lookForLife();
    }

    private Behavior<Message> lookForLife() {
        if (order.task().idle() != null) {
            AttemptWork.Begun watched = begun();
            blocking(() -> new Quiet(work.quiet(watched)));
        }
        return Behaviors.same();
    }

    private Behavior<Message> onQuiet(Duration since) {
        Duration idle = order.task().idle();
        if (idle == null) {
            return Behaviors.same();
        }
        Duration left = left(idle, since);
        if (left.isZero()) {
            return end(new Failure(
                    Failure.Kind.IDLE,
                    "no output and no changed file for " + Durations.format(idle) + "; it was stopped"));
        }
        look = after(left, new LookForLife());
        return Behaviors.same();
    }

    /** An earlier engine may have been about to end it when its time was over. */
    private @Nullable Failure endedTooLate() {
        RunningSubagent subagent = begun().subagent();
        SubagentExit exit = subagent.exit().join();
        boolean bySignal = exit.exitCode() != null && exit.exitCode() > SIGNALS;
        return bySignal && subagent.age().compareTo(order.task().timeout()) >= 0 ? timedOut() : null;
    }

    /** What has ended by itself, however long ago, is not ended for a reason that came up after that. */
    private Behavior<Message> end(Failure because) {
        return finish(begun().subagent().exit().isDone() ? endedTooLate() : because);
    }

    private Behavior<Message> finish(@Nullable Failure because) {
        phase = Phase.FINISHING;
        cancelTimers();
        AttemptWork.Begun ending = begun();
        Executor executor = ending.subagent().exit().isDone() ? steps : environment.blocking();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(
                        () -> environment.gate().through(() -> work.finish(ending, because)), executor),
                (outcome, error) -> error == null ? new Finished(outcome) : new WorkFailed(error));
        return Behaviors.same();
    }

    /** What can't be stored now can be later, by another actor: the attempt has not failed. */
    private Behavior<Message> onWorkFailed(Throwable error) {
        if (error.getCause() instanceof StorageFailedException trouble) {
            run.tell(new RunActor.CannotStore(trouble));
            phase = Phase.RECORDING;
            return Behaviors.same();
        }
        throw new IllegalStateException("attempt " + order.id() + " of run " + order.run(), error);
    }

    private Behavior<Message> report(Outcome outcome) {
        phase = Phase.RECORDING;
        ActorRef<Message> self = context.getSelf();
        run.tell(new RunActor.ChildReport(
                new RunCommand.RecordOutcome(order.id(), outcome), cause(), () -> self.tell(new OutcomeRecorded())));
        return Behaviors.same();
    }

    private Behavior<Message> cleanUp() {
        if (!order.isolated()) {
            return Behaviors.stopped();
        }
        phase = Phase.CLEANING_UP;
        blocking(() -> {
            work.cleanUp();
            return new CleanedUp();
        });
        return Behaviors.same();
    }

    private String cause() {
        return "attempt " + order.id();
    }

    /** Runs a piece that may block beside the actor; if it fails unexpectedly, so does the actor, and its run takes over. */
    private void blocking(Supplier<Message> piece) {
        Supplier<Message> gated = () -> environment.gate().through(piece::get);
        context.pipeToSelf(CompletableFuture.supplyAsync(gated, environment.blocking()), (message, error) -> {
            if (error != null) {
                throw new IllegalStateException("attempt " + order.id() + " of run " + order.run(), error);
            }
            return message;
        });
    }

    private Cancellable after(Duration delay, Message message) {
        return context.scheduleOnce(delay, context.getSelf(), message);
    }

    private void cancelTimers() {
        timeout.cancel();
        look.cancel();
    }

    private AttemptWork.Begun begun() {
        if (begun == null) {
            throw new IllegalStateException("attempt " + order.id() + " has not begun");
        }
        return begun;
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
