package dev.stretto.actors.attempt;

import dev.stretto.actors.node.Launch;
import dev.stretto.actors.node.Step;
import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * Supervises one step of an attempt: launches it (or re-attaches to what an earlier engine launched), holds its deadlines, ends it,
 * and reports what it came to, once. When that is on disk it cleans the workspace up and stops.
 *
 * <p>There are as many of these as there are attempts in flight, so it is one object, and makes none that lasts for each of its
 * phases.
 */
public final class AttemptActor extends ExtensibleBehavior<AttemptActor.Message> {

    /** What a step's actor is told. */
    public sealed interface Message {}

    /** End the step, because somebody asked for it. */
    public record Stop(String reason) implements Message {}

    /** What the step came to is on disk, or was refused. */
    public record Recorded() implements Message {}

    private record Launched(Launch launch) implements Message {}

    private record SubagentEnded() implements Message {}

    private record TimedOut() implements Message {}

    private record LookForLife() implements Message {}

    private record Quiet(Duration since) implements Message {}

    private record Collected(RunCommand result) implements Message {}

    private record WorkFailed(Throwable error) implements Message {}

    private record CleanedUp() implements Message {}

    /** How far the step has come. */
    private enum Phase {
        LAUNCHING,
        WATCHING,
        COLLECTING,
        RECORDING,
        CLEANING_UP
    }

    /** Exit codes above this stand for the signal that ended a process. */
    private static final int SIGNALS = 128;

    private static final Cancellable NO_TIMER = Cancellable.alreadyCancelled();

    private final Step step;
    private final Executor blocking;
    private final ActorRef<StepMessage> parent;
    private final ActorContext<Message> context;

    private Phase phase = Phase.LAUNCHING;
    private @Nullable CompletableFuture<Launch> launching;
    private @Nullable RunningSubagent subagent;
    private Cancellable timeout = NO_TIMER;
    private Cancellable look = NO_TIMER;
    private @Nullable Failure stopBecause;

    /**
     * The actor of a step. If it fails it is stopped, as typed actors are; its parent, which watches it, hears of that.
     *
     * @param step made by the actor itself: its parent has many of them to launch
     * @param blocking runs what may block
     */
    public static Behavior<Message> create(Supplier<Step> step, Executor blocking, ActorRef<StepMessage> parent) {
        return Behaviors.setup(context -> new AttemptActor(step.get(), blocking, parent, context));
    }

    private AttemptActor(Step step, Executor blocking, ActorRef<StepMessage> parent, ActorContext<Message> context) {
        this.step = step;
        this.blocking = blocking;
        this.parent = parent;
        this.context = context;
        CompletableFuture<Launch> launch = step.launch();
        this.launching = launch;
        context.pipeToSelf(launch, (launched, error) -> error == null ? new Launched(launched) : new WorkFailed(error));
    }

    @Override
    public Behavior<Message> receive(TypedActorContext<Message> ignored, Message message) {
        if (!accepts(message)) {
            return Behaviors.same();
        }
        return switch (message) {
            case Launched launched -> onLaunched(launched.launch());
            case WorkFailed failed -> onWorkFailed(failed.error());
            case Stop stop -> phase == Phase.LAUNCHING ? stopBeforeItRuns(cancelled(stop)) : end(cancelled(stop));
            case SubagentEnded ended -> collect(endedTooLate());
            case TimedOut timedOut -> end(timedOut());
            case LookForLife due -> lookForLife();
            case Quiet quiet -> onQuiet(quiet.since());
            case Collected collected -> report(collected.result());
            case Recorded recorded -> cleanUp();
            case CleanedUp cleanedUp -> Behaviors.stopped();
        };
    }

    /** What is told too late, or too early, for the phase that the step is in is passed over. */
    private boolean accepts(Message message) {
        return switch (message) {
            case Launched launched -> phase == Phase.LAUNCHING;
            case WorkFailed failed -> phase == Phase.LAUNCHING || phase == Phase.COLLECTING;
            case Stop stop -> phase == Phase.LAUNCHING || phase == Phase.WATCHING;
            case SubagentEnded ended -> phase == Phase.WATCHING;
            case TimedOut timedOut -> phase == Phase.WATCHING;
            case LookForLife due -> phase == Phase.WATCHING;
            case Quiet quiet -> phase == Phase.WATCHING;
            case Collected collected -> phase == Phase.COLLECTING;
            case Recorded recorded -> phase == Phase.RECORDING;
            case CleanedUp cleanedUp -> phase == Phase.CLEANING_UP;
        };
    }

    @Override
    public Behavior<Message> receiveSignal(TypedActorContext<Message> ignored, Signal signal) {
        if (signal instanceof PostStop) {
            cancelTimers();
            release();
            return Behaviors.same();
        }
        return Behaviors.unhandled(); // work that failed unexpectedly among them, with which the actor fails
    }

    /** What runs, or is about to, is looked after no longer. */
    private void release() {
        if (launching != null) {
            step.giveUp();
            var unused = launching.thenAccept(launch -> step.release());
        } else if (phase == Phase.WATCHING) {
            step.release();
        }
    }

    private Behavior<Message> stopBeforeItRuns(Failure because) {
        stopBecause = because;
        return step.giveUp() ? reportNotLaunched(because) : Behaviors.same();
    }

    private Behavior<Message> onLaunched(Launch launch) {
        launching = null;
        return switch (launch) {
            case Launch.Running running -> watch(running);
            case Launch.NotLaunched failed -> reportNotLaunched(stopBecause != null ? stopBecause : failed.because());
            case Launch.Known known -> report(known.result());
        };
    }

    private Behavior<Message> reportNotLaunched(Failure because) {
        launching = null;
        return report(step.notLaunched(because));
    }

    private Behavior<Message> watch(Launch.Running running) {
        subagent = running.subagent();
        step.started(running)
                .ifPresent(command -> parent.tell(new StepMessage.Started(step.id(), step.epoch(), command)));
        context.pipeToSelf(subagent.exit(), (exit, error) -> new SubagentEnded());
        if (stopBecause != null) {
            return end(stopBecause);
        }
        phase = Phase.WATCHING;
        timeout = after(left(step.limits().timeout(), subagent.age()), new TimedOut());
        return lookForLife();
    }

    private Behavior<Message> lookForLife() {
        if (step.limits().idle() != null) {
            blocking(() -> new Quiet(step.quiet()));
        }
        return Behaviors.same();
    }

    private Behavior<Message> onQuiet(Duration since) {
        Duration idle = step.limits().idle();
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
        SubagentExit exit = subagent().exit().join();
        boolean bySignal = exit.exitCode() != null && exit.exitCode() > SIGNALS;
        return bySignal && subagent().age().compareTo(step.limits().timeout()) >= 0 ? timedOut() : null;
    }

    /** What has ended by itself, however long ago, is not ended for a reason that came up after that. */
    private Behavior<Message> end(Failure because) {
        return collect(subagent().exit().isDone() ? endedTooLate() : because);
    }

    private Behavior<Message> collect(@Nullable Failure because) {
        phase = Phase.COLLECTING;
        cancelTimers();
        boolean atOnce = !step.mayBlock() && subagent().exit().isDone();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> step.collect(because), atOnce ? Runnable::run : blocking),
                (result, error) -> error == null ? new Collected(result) : new WorkFailed(error));
        return Behaviors.same();
    }

    /** What can't be stored now can be later, by another actor: the step has not failed. */
    private Behavior<Message> onWorkFailed(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof StorageFailedException trouble) {
            parent.tell(new StepMessage.CannotStore(step.id(), trouble));
            phase = Phase.RECORDING;
            return Behaviors.same();
        }
        if (cause instanceof CancellationException && stopBecause != null) {
            return reportNotLaunched(stopBecause);
        }
        throw new IllegalStateException(step.id() + " of run " + step.id().run(), error);
    }

    private Behavior<Message> report(RunCommand result) {
        phase = Phase.RECORDING;
        parent.tell(new StepMessage.Ended(step.id(), step.epoch(), result, context.getSelf()));
        return Behaviors.same();
    }

    private Behavior<Message> cleanUp() {
        if (!step.hasWorkspace()) {
            return Behaviors.stopped();
        }
        phase = Phase.CLEANING_UP;
        blocking(() -> {
            step.cleanUp();
            return new CleanedUp();
        });
        return Behaviors.same();
    }

    /** Runs a piece that may block beside the actor; if it fails unexpectedly, so does the actor, and its parent takes over. */
    private void blocking(Supplier<Message> piece) {
        context.pipeToSelf(CompletableFuture.supplyAsync(piece, blocking), (message, error) -> {
            if (error != null) {
                throw new IllegalStateException(
                        step.id() + " of run " + step.id().run(), error);
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

    private RunningSubagent subagent() {
        if (subagent == null) {
            throw new IllegalStateException(step.id() + " is not running");
        }
        return subagent;
    }

    private Failure timedOut() {
        return new Failure(
                Failure.Kind.TIMEOUT,
                "still at work after " + Durations.format(step.limits().timeout())
                        + "; its whole process group was stopped");
    }

    private static Failure cancelled(Stop stop) {
        return new Failure(Failure.Kind.CANCELLED, stop.reason());
    }

    private static Duration left(Duration whole, Duration gone) {
        Duration left = whole.minus(gone);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
