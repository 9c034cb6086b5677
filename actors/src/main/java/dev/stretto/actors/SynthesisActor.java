package dev.stretto.actors;

import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/** Brings the tasks' work together, a step at a time; the run says which. Each step may be done again after a crash. */
final class SynthesisActor extends AbstractBehavior<SynthesisActor.Message> {

    /** What the synthesis is told. */
    sealed interface Message {}

    /** Merge the branches. */
    record Merge(String run, Effect.Merge effect) implements Message {}

    /** Run the verification. */
    record Verify(String run, StartedRun state, Effect.Verify effect) implements Message {}

    /** Put the result where the plan wants it. */
    record Integrate(String run, Effect.Integrate effect) implements Message {}

    /** End the step that is under way. */
    record Stop() implements Message {}

    private record StepDone(RunCommand result) implements Message {}

    private record StepFailed(String message) implements Message {}

    private record StepCannotStore(StorageFailedException trouble) implements Message {}

    private final RunEnvironment environment;
    private final ActorRef<RunActor.Message> run;
    private @Nullable VerificationWork verification;
    private boolean underWay;
    private boolean stopped;

    static Behavior<Message> create(RunEnvironment environment, ActorRef<RunActor.Message> run) {
        return Behaviors.setup(context -> new SynthesisActor(environment, run, context));
    }

    private SynthesisActor(RunEnvironment environment, ActorRef<RunActor.Message> run, ActorContext<Message> context) {
        super(context);
        this.environment = environment;
        this.run = run;
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Merge.class, this::merge)
                .onMessage(Verify.class, this::verify)
                .onMessage(Integrate.class, this::integrate)
                .onMessage(Stop.class, stop -> stop())
                .onMessage(StepDone.class, this::done)
                .onMessage(StepCannotStore.class, this::cannotStore)
                .onMessage(
                        StepFailed.class, failed -> recordEnd(new RunCommand.RecordSynthesisFailure(failed.message())))
                .build();
    }

    /** A step that may fail in git. */
    @FunctionalInterface
    private interface Step {
        RunCommand carryOut() throws GitException, WorkspaceException;
    }

    private Behavior<Message> merge(Merge merge) {
        return step(
                "the branches could not be merged",
                gated(() -> new RunCommand.RecordMerge(environment
                        .merger()
                        .merge(
                                merge.run(),
                                merge.effect().base(),
                                merge.effect().branches()))));
    }

    private Behavior<Message> verify(Verify verify) {
        VerificationWork work = new VerificationWork(verify.run(), verify.state(), verify.effect(), environment);
        verification = work;
        return step(
                "the verification could not be run (its limit is "
                        + Durations.format(verify.effect().verify().timeout()) + ")",
                () -> new RunCommand.RecordVerification(work.carryOut()));
    }

    private Behavior<Message> integrate(Integrate integrate) {
        Effect.Integrate effect = integrate.effect();
        return step(
                "the result could not be integrated",
                gated(() -> new RunCommand.RecordIntegration(environment
                        .integrator()
                        .integrate(integrate.run(), effect.base(), effect.commit(), effect.moveUsersBranch()))));
    }

    /** Merging and integrating take a moment and are brought to their end; a verification is ended. */
    private Behavior<Message> stop() {
        stopped = true;
        if (!underWay) {
            return record(cancelled());
        }
        if (verification != null) {
            VerificationWork work = verification;
            environment.blocking().execute(work::stop);
        }
        return this;
    }

    /** What has been done is recorded, whoever wants what by now; only an ended verification says nothing about the result. */
    private Behavior<Message> done(StepDone done) {
        boolean cutOff = stopped && done.result() instanceof RunCommand.RecordVerification;
        return recordEnd(cutOff ? cancelled() : done.result());
    }

    private Behavior<Message> recordEnd(RunCommand result) {
        underWay = false;
        verification = null;
        return record(result);
    }

    private Behavior<Message> step(String otherwise, Step step) {
        if (stopped) {
            return this;
        }
        underWay = true;
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> carryOut(step), environment.blocking()),
                        (result, error) -> error == null ? new StepDone(result) : failed(otherwise, error));
        return this;
    }

    private Step gated(Step step) {
        return () -> environment.gate().through(() -> carryOut(step));
    }

    private static Message failed(String otherwise, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof StorageFailedException trouble) {
            return new StepCannotStore(trouble);
        }
        Optional<StorageFailedException> trouble =
                cause instanceof Exception exception ? StorageTrouble.in(exception) : Optional.empty();
        String said = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
        return trouble.<Message>map(StepCannotStore::new).orElseGet(() -> new StepFailed(otherwise + ": " + said));
    }

    private Behavior<Message> cannotStore(StepCannotStore failed) {
        run.tell(new RunActor.CannotStore(failed.trouble()));
        return this;
    }

    private static RunCommand carryOut(Step step) {
        try {
            return step.carryOut();
        } catch (GitException | WorkspaceException e) {
            throw new CompletionException(e);
        }
    }

    private static RunCommand cancelled() {
        return new RunCommand.RecordSynthesisFailure("cancelled");
    }

    private Behavior<Message> record(RunCommand command) {
        run.tell(new RunActor.ChildReport(command, "synthesis", () -> {}));
        return this;
    }
}
