package dev.stretto.actors;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.merge.MergeReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tasks' work together, a step at a time, and as many trials at a time as are launched together; the run says what. Each may
 * be done again after a crash.
 */
final class SynthesisActor extends AbstractBehavior<SynthesisActor.Message> {

    /** What the synthesis is told. */
    sealed interface Message {}

    /** Merge the branches. */
    record Merge(String run, Effect.Merge effect) implements Message {}

    /** Have a conflict resolved. */
    record Resolve(Effect.Resolve effect) implements Message {}

    /** Run the verification. */
    record Verify(StartedRun state, Effect.Verify effect) implements Message {}

    /** Verify subsets of some of the tasks; those that are being verified already go on. */
    record Trials(StartedRun state, Effect.Trials effect) implements Message {}

    /** Put the result where the plan wants it. */
    record Integrate(String run, Effect.Integrate effect) implements Message {}

    /** End what is under way. */
    record Stop() implements Message {}

    private record StepDone(String step, RunCommand result) implements Message {}

    private record StepFailed(String step, String message) implements Message {}

    private record StepCannotStore(StorageFailedException trouble) implements Message {}

    private final RunEnvironment environment;
    private final ActorRef<RunActor.Message> run;
    private final Map<String, SynthesisWork> underWay = new HashMap<>();
    private final List<Runnable> cleanup = new ArrayList<>();
    private @Nullable String endedBecause;

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
                .onMessage(Resolve.class, this::resolve)
                .onMessage(Verify.class, this::verify)
                .onMessage(Trials.class, this::trial)
                .onMessage(Integrate.class, this::integrate)
                .onMessage(Stop.class, stop -> end("cancelled"))
                .onMessage(StepDone.class, this::done)
                .onMessage(StepFailed.class, this::failed)
                .onMessage(StepCannotStore.class, this::cannotStore)
                .onSignal(PostStop.class, stopped -> release())
                .build();
    }

    private Behavior<Message> merge(Merge merge) {
        Effect.Merge effect = merge.effect();
        MergeRules rules = new MergeRules(effect.onConflict(), List.of());
        return step(
                "merge",
                "the branches could not be merged",
                effect.base(),
                () -> environment.gate().through(() -> {
                    MergeReport merged = environment
                            .merger()
                            .merge(merge.run(), effect.base(), effect.branches(), effect.overlaps(), rules);
                    return new RunCommand.RecordMerge(merged.result(), merged.overlaps());
                }));
    }

    private Behavior<Message> resolve(Resolve resolve) {
        ResolutionOrder order = resolve.effect().order();
        return step(
                "resolve " + order.task(),
                "the conflict of task '" + order.task() + "' could not be given to a resolver",
                order.base(),
                new ResolutionWork(order, environment));
    }

    private Behavior<Message> verify(Verify verify) {
        VerificationWork work = VerificationWork.ofResult(verify.state(), verify.effect(), environment);
        PinnedBase base = verify.state().context().base().orElse(null);
        return step("verify", otherwise(verify.effect().verify()), base, new SynthesisWork() {
            @Override
            public RunCommand execute() throws WorkspaceException {
                return new RunCommand.RecordVerification(work.execute());
            }

            @Override
            public void stop() {
                work.stop();
            }

            @Override
            public boolean canBeCutOff() {
                return true;
            }
        });
    }

    private Behavior<Message> trial(Trials trials) {
        for (TrialOrder order : trials.effect().orders()) {
            step(
                    "trial " + order.trial().key(),
                    otherwise(order.verify()),
                    trials.effect().base(),
                    new TrialWork(trials.state(), trials.effect().base(), order, environment));
        }
        return this;
    }

    private static String otherwise(SynthesisSpec.Verify verify) {
        return "the verification could not be run (its limit is " + Durations.format(verify.timeout()) + ")";
    }

    private Behavior<Message> integrate(Integrate integrate) {
        Effect.Integrate effect = integrate.effect();
        return step(
                "integrate",
                "the result could not be integrated",
                effect.base(),
                () -> environment
                        .gate()
                        .through(() -> new RunCommand.RecordIntegration(environment
                                .integrator()
                                .integrate(
                                        integrate.run(), effect.base(), effect.commit(), effect.moveUsersBranch()))));
    }

    /** Merging and integrating take a moment and are brought to their end; verifications and resolvers are ended. */
    private Behavior<Message> end(String because) {
        endedBecause = endedBecause == null ? because : endedBecause;
        underWay.values().forEach(work -> environment.blocking().execute(work::stop));
        return recordEnd();
    }

    private Behavior<Message> recordEnd() {
        return underWay.isEmpty() && endedBecause != null
                ? record(new RunCommand.RecordSynthesisFailure(endedBecause))
                : this;
    }

    /** What has been done is recorded, whoever wants what by now; only what was cut off says nothing about the result. */
    private Behavior<Message> done(StepDone done) {
        Optional<SynthesisWork> work = ended(done.step());
        boolean cutOff =
                endedBecause != null && work.map(SynthesisWork::canBeCutOff).orElse(false);
        return cutOff ? recordEnd() : record(done.result());
    }

    private Behavior<Message> failed(StepFailed failed) {
        ended(failed.step());
        return end(failed.message());
    }

    private Optional<SynthesisWork> ended(String step) {
        Optional<SynthesisWork> work = Optional.ofNullable(underWay.remove(step));
        work.flatMap(SynthesisWork::cleanup).ifPresent(cleanup::add);
        return work;
    }

    private Behavior<Message> release() {
        underWay.values().forEach(SynthesisWork::release);
        return this;
    }

    private Behavior<Message> step(String name, String otherwise, @Nullable PinnedBase base, SynthesisWork work) {
        if (endedBecause != null || underWay.containsKey(name)) {
            return this;
        }
        underWay.put(name, work);
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> execute(work, base), environment.blocking()),
                        (result, error) -> error == null ? new StepDone(name, result) : failed(name, otherwise, error));
        return this;
    }

    private static Message failed(String name, String otherwise, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof StorageFailedException trouble) {
            return new StepCannotStore(trouble);
        }
        String said = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
        return new StepFailed(name, otherwise + ": " + said);
    }

    private Behavior<Message> cannotStore(StepCannotStore failed) {
        run.tell(new RunActor.CannotStore(failed.trouble()));
        return this;
    }

    private RunCommand execute(SynthesisWork work, @Nullable PinnedBase base) {
        try {
            return work.execute();
        } catch (GitException | WorkspaceException | RuntimeException e) {
            throw StorageTrouble.in(e, environment.data().root(), base)
                    .<RuntimeException>map(trouble -> trouble)
                    .orElseGet(() -> new CompletionException(e));
        }
    }

    private Behavior<Message> record(RunCommand command) {
        if (cleanup.isEmpty()) {
            run.tell(new RunActor.ChildReport(command, "synthesis", () -> {}));
        } else {
            List<Runnable> pieces = List.copyOf(cleanup);
            cleanup.clear();
            run.tell(new RunActor.ReportThenCleanUp(command, "synthesis", () -> pieces.forEach(Runnable::run)));
        }
        return this;
    }
}
