package dev.stretto.actors.synthesis;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.actors.node.Background;
import dev.stretto.actors.node.NodeSession;
import dev.stretto.actors.node.Step;
import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunCommand.RecordSynthesisFailure;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.subagents.git.GitException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tasks' work together, a step at a time, and as many trials at a time as are launched together; the run says what. Each
 * step may be done again after a crash. Steps that run something are supervised as attempts are.
 */
public final class SynthesisActor extends AbstractBehavior<SynthesisActor.Message> {

    /** What the synthesis is told. */
    public sealed interface Message {}

    /** Merge the branches. */
    public record Merge(Effect.Merge effect) implements Message {}

    /** Have a conflict resolved. */
    public record Resolve(Effect.Resolve effect) implements Message {}

    /** Run the verification. */
    public record Verify(Effect.Verify effect) implements Message {}

    /** Verify subsets of the tasks; those that are being verified already go on. */
    public record Trials(Effect.Trials effect) implements Message {}

    /** Put the result where the plan wants it, once no workspace of the synthesis is in use any more. */
    public record Integrate(Effect.Integrate effect) implements Message {}

    /** End what is under way. */
    public record Stop() implements Message {}

    /** Nothing more will be asked: stop, once all workspaces are cleaned up. */
    public record Finish() implements Message {}

    private record FromStep(StepMessage message) implements Message {}

    private record StepStopped(StepId step) implements Message {}

    private record JobDone(String job, RunCommand result) implements Message {}

    private record JobFailed(String job, String message) implements Message {}

    private record CannotStore(StorageFailedException reason) implements Message {}

    /** A step with its actor. */
    private record Supervised(ActorRef<AttemptActor.Message> actor, Function<NodeSession, Step> step) {}

    private final NodeSession session;
    private final Background background;
    private final ActorRef<SynthesisNews> run;
    private final ActorRef<StepMessage> fromSteps;
    /** The actors of steps, from their launch until their workspaces are cleaned up. */
    private final Map<StepId, Supervised> steps = new HashMap<>();

    private final Set<StepId> reported = new HashSet<>();
    /** Further tries at steps of which the try before is still cleaning up. */
    private final Map<StepId, Function<NodeSession, Step>> next = new LinkedHashMap<>();
    /** Merging and integrating: they take a moment, and are brought to their end. */
    private final Set<String> jobs = new HashSet<>();

    private Effect.@Nullable Integrate integration;
    private @Nullable String endedBecause;
    private boolean finishing;

    /** The actor of a run's synthesis. */
    public static Behavior<Message> create(NodeSession session, Background background, ActorRef<SynthesisNews> run) {
        return Behaviors.setup(context -> new SynthesisActor(session, background, run, context));
    }

    private SynthesisActor(
            NodeSession session, Background background, ActorRef<SynthesisNews> run, ActorContext<Message> context) {
        super(context);
        this.session = session;
        this.background = background;
        this.run = run;
        this.fromSteps = context.messageAdapter(StepMessage.class, FromStep::new);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
    }

    private Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Merge merge -> job("merge", "the branches could not be merged", () -> session.merge(merge.effect()));
            case Resolve resolve -> {
                var order = resolve.effect().order();
                yield launch(order.id(), node -> node.resolution(order));
            }
            case Verify verify -> {
                var order = verify.effect().order();
                yield launch(order.id(), node -> node.verification(order));
            }
            case Trials trials -> {
                for (TrialOrder order : trials.effect().orders()) {
                    launch(order.id(), node -> node.trial(order));
                }
                yield this;
            }
            case Integrate integrate -> {
                integration = integrate.effect();
                yield integrateOnceCleanedUp();
            }
            case Stop stop -> end("cancelled");
            case Finish finish -> {
                finishing = true;
                yield stopOnceCleanedUp();
            }
            case FromStep step -> onStep(step.message());
            case StepStopped stopped -> onStepStopped(stopped.step());
            case JobDone done -> {
                jobs.remove(done.job());
                yield record(done.result(), null);
            }
            case JobFailed failed -> {
                jobs.remove(failed.job());
                yield end(failed.message());
            }
            case CannotStore failed -> {
                run.tell(new SynthesisNews.CannotStore(failed.reason()));
                yield this;
            }
        };
    }

    private Behavior<Message> launch(StepId id, Function<NodeSession, Step> step) {
        if (endedBecause != null || steps.containsKey(id)) {
            return this;
        }
        if (steps.keySet().stream().anyMatch(other -> sameStep(other, id))) {
            next.put(id, step);
            return this;
        }
        ActorRef<AttemptActor.Message> actor = getContext()
                .spawnAnonymous(AttemptActor.create(() -> step.apply(session), background.executor(), fromSteps));
        steps.put(id, new Supervised(actor, step));
        getContext().watchWith(actor, new StepStopped(id));
        return this;
    }

    private static boolean sameStep(StepId one, StepId other) {
        return one.step() == other.step()
                && one.attempt().task().equals(other.attempt().task());
    }

    private Behavior<Message> onStep(StepMessage message) {
        return switch (message) {
            case StepMessage.Started started -> this;
            case StepMessage.Ended ended -> onEnded(ended);
            case StepMessage.CannotStore failed -> {
                run.tell(new SynthesisNews.CannotStore(failed.reason()));
                yield this;
            }
        };
    }

    /** What has been done is recorded, whoever wants what by now; only what was cut off says nothing about the result. */
    private Behavior<Message> onEnded(StepMessage.Ended ended) {
        reported.add(ended.step());
        if (ended.command() instanceof RecordSynthesisFailure failure) {
            acknowledge(ended);
            return end(failure.message());
        }
        if (endedBecause != null && canBeCutOff(ended.step())) {
            acknowledge(ended);
            return recordEnd();
        }
        return record(ended.command(), ended.acknowledgeTo());
    }

    private static void acknowledge(StepMessage.Ended ended) {
        if (ended.acknowledgeTo() != null) {
            ended.acknowledgeTo().tell(new AttemptActor.Recorded());
        }
    }

    private static boolean canBeCutOff(StepId step) {
        return switch (step.step()) {
            case VERIFICATION, TRIAL -> true;
            case TASK, RESOLUTION -> false;
        };
    }

    /** One that stops before it has reported has crashed; what it left running is ended. */
    private Behavior<Message> onStepStopped(StepId step) {
        Supervised stopped = steps.remove(step);
        if (!reported.remove(step) && stopped != null) {
            getContext().getLog().error("the actor of {} of run {} crashed", step, step.run());
            return endAbandoned(step, stopped.step());
        }
        next.keySet().stream().filter(id -> sameStep(id, step)).findFirst().ifPresent(id -> {
            Function<NodeSession, Step> waiting = next.remove(id);
            if (waiting != null) {
                launch(id, waiting);
            }
        });
        integrateOnceCleanedUp();
        return stopOnceCleanedUp();
    }

    private Behavior<Message> endAbandoned(StepId id, Function<NodeSession, Step> step) {
        String job = "end " + id;
        jobs.add(job);
        getContext()
                .pipeToSelf(
                        CompletableFuture.runAsync(() -> step.apply(session).endAbandoned(), background.executor()),
                        (done, error) -> new JobFailed(job, "Stretto crashed while it looked after " + id));
        return this;
    }

    private Behavior<Message> integrateOnceCleanedUp() {
        Effect.Integrate effect = integration;
        if (effect == null || !steps.isEmpty()) {
            return this;
        }
        integration = null;
        String failed = "the result, which is commit " + effect.commit() + ", could not be integrated";
        return job("integrate", failed, () -> session.integrate(effect));
    }

    private Behavior<Message> stopOnceCleanedUp() {
        return finishing && steps.isEmpty() && jobs.isEmpty() ? Behaviors.stopped() : this;
    }

    /** Merging and integrating are brought to their end; what runs something is ended. */
    private Behavior<Message> end(String because) {
        endedBecause = endedBecause == null ? because : endedBecause;
        integration = null;
        next.clear();
        steps.forEach((step, supervised) -> {
            if (!reported.contains(step)) {
                supervised.actor().tell(new AttemptActor.Stop("cancelled"));
            }
        });
        return recordEnd();
    }

    private Behavior<Message> recordEnd() {
        boolean underWay = !jobs.isEmpty() || !reported.containsAll(steps.keySet());
        return underWay || endedBecause == null ? this : record(new RecordSynthesisFailure(endedBecause), null);
    }

    private interface Job {
        RunCommand execute() throws GitException;
    }

    private Behavior<Message> job(String name, String otherwise, Job job) {
        if (endedBecause != null || !jobs.add(name)) {
            return this;
        }
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> execute(job), background.executor()),
                        (result, error) -> error == null ? new JobDone(name, result) : failed(name, otherwise, error));
        return this;
    }

    private static RunCommand execute(Job job) {
        try {
            return job.execute();
        } catch (GitException e) {
            throw new CompletionException(e);
        }
    }

    private static Message failed(String job, String otherwise, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof StorageFailedException trouble) {
            return new CannotStore(trouble);
        }
        String said = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
        return new JobFailed(job, otherwise + ": " + said);
    }

    private Behavior<Message> record(RunCommand command, @Nullable ActorRef<AttemptActor.Message> acknowledgeTo) {
        run.tell(new SynthesisNews.ToRecord(session.epoch(), command, acknowledgeTo));
        return this;
    }
}
