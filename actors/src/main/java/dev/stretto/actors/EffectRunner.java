package dev.stretto.actors;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.Erasing;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a run's effects out, with the run's children: an actor per attempt in progress, and one for the synthesis. */
final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    /** So many attempts that end at once are dealt with before more are begun: what they occupy is still in the processor's cache. */
    private static final int AT_A_TIME = 256;

    private final String run;
    private final RunEnvironment environment;
    private final ActorContext<RunActor.Message> context;
    private final TimerScheduler<RunActor.Message> timers;
    private final Map<AttemptId, ActorRef<TaskActor.Message>> attempts = new HashMap<>();
    private @Nullable ActorRef<SynthesisActor.Message> synthesis;
    private Effect.@Nullable Integrate integration;
    /** Launched, as the log has it, and without an actor as yet. */
    private final Queue<AttemptId> toLaunch = new ArrayDeque<>();

    private int backgroundWork;
    /** Seals are made and broken one after the other. */
    private CompletableFuture<Void> sealed = CompletableFuture.completedFuture(null);

    EffectRunner(
            String run,
            RunEnvironment environment,
            ActorContext<RunActor.Message> context,
            TimerScheduler<RunActor.Message> timers) {
        this.run = run;
        this.environment = environment;
        this.context = context;
        this.timers = timers;
    }

    void execute(StartedRun started, Effect effect) {
        switch (effect) {
            case Effect.Launch launch -> {
                toLaunch.addAll(launch.attempts());
                launchSome(started);
            }
            case Effect.Stop stop -> {
                launch(started, toLaunch.size());
                Optional.ofNullable(attempts.get(stop.attempt()))
                        .ifPresent(actor -> actor.tell(new TaskActor.Stop(stop.reason())));
            }
            case Effect.RetryAt retry ->
                timers.startSingleTimer(
                        retry.failed(),
                        new RunActor.RetryIsDue(retry.failed()),
                        retry.pause(environment.clock().instant()));
            case Effect.Merge merge -> synthesis().tell(new SynthesisActor.Merge(run, merge));
            case Effect.Resolve resolve -> synthesis().tell(new SynthesisActor.Resolve(resolve));
            case Effect.Verify verify -> synthesis().tell(new SynthesisActor.Verify(started, verify));
            case Effect.Trials trials -> synthesis().tell(new SynthesisActor.Trials(started, trials));
            case Effect.Integrate integrate -> {
                integration = integrate;
                integrateOnceCleanedUp();
            }
            case Effect.StopSynthesis stop -> {
                integration = null;
                synthesis().tell(new SynthesisActor.Stop());
            }
            case Effect.CleanUp cleanUp -> cleanUp(started);
            case Effect.EraseTexts erase -> erase(started, erase);
            case Effect.Finish finish -> dismissSynthesis();
        }
    }

    /** True if no workspace is in use, or being cleaned up. */
    boolean idle() {
        return attempts.isEmpty() && toLaunch.isEmpty() && backgroundWork == 0;
    }

    /** Clears away what earlier engines left of attempts that are over. */
    void cleanUp(StartedRun started) {
        CleanUp cleanUp = new CleanUp(started, environment);
        if (cleanUp.needed()) {
            runInBackground(cleanUp);
        }
    }

    /** Erases texts; as long as that fails, the log is not sealed, and the next engine on the directory tries it again. */
    private void erase(StartedRun started, Effect.EraseTexts effect) {
        TextErasure erasure = new TextErasure(started, effect.erasures(), environment);
        Runnable piece = () -> {
            try {
                erasure.execute();
            } catch (StorageFailedException e) {
                LOG.warn("texts of run {} are not erased yet: {}", run, e.getMessage());
                throw e;
            }
        };
        sealed = runInBackground(sealed, piece, error -> new RunActor.BackgroundWorkDone());
    }

    /** Seals the log of the run, which is over, and ends in this. */
    void seal(String digest) {
        sealing(() -> environment.seals().seal(run, digest));
    }

    /**
     * Takes the seal of a run's log away, so that the run can go on; the run is told {@link RunActor.Unsealed}.
     *
     * @param digest in which the log ends: a seal on another end is not broken
     */
    void unseal(String digest) {
        sealed = runInBackground(sealed, () -> breakSeal(digest), error -> new RunActor.Unsealed(trouble(error)));
    }

    private static @Nullable RuntimeException trouble(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause == null || cause instanceof RuntimeException
                ? (RuntimeException) cause
                : new IllegalStateException(cause);
    }

    private void breakSeal(String digest) {
        try {
            environment.seals().check(run, digest);
            environment.seals().remove(run);
        } catch (IOException e) {
            throw new StorageFailedException("the seal of the log can't be removed: " + DataDirectory.reason(e), e);
        }
    }

    /**
     * Seals the log of a run that is over, where an earlier engine did not get to it, nor perhaps to what goes before. A seal that is
     * there is not replaced: it tells what was sealed.
     */
    void sealIfNotSealed(StartedRun started, String digest) {
        sealing(() -> {
            if (environment.seals().of(run).isEmpty()) {
                Erasing.open(started)
                        .ifPresent(open -> new TextErasure(started, open.erasures(), environment).execute());
                environment.seals().seal(run, digest);
            }
        });
    }

    /** Notes in the run table that nothing is left to do for the run, if that is so. An engine that opens the directory looks again otherwise. */
    void close(RunSummary row) {
        runInBackground(() -> {
            try {
                if (environment.seals().of(run).isPresent()
                        && Files.notExists(environment.data().workspaces().resolve(run))) {
                    environment.runs().markClosed(row);
                }
            } catch (IOException | CorruptLogException | JournalException e) {
                LOG.warn("run {} could not be marked as closed: {}", run, e.getMessage());
            }
        });
    }

    private interface Sealing {
        void execute() throws IOException;
    }

    private void sealing(Sealing sealing) {
        Runnable piece = () -> {
            try {
                sealing.execute();
            } catch (IOException | CorruptLogException | StorageFailedException e) {
                LOG.warn("the log of run {} could not be sealed: {}", run, e.getMessage());
            }
        };
        sealed = runInBackground(sealed, piece, error -> new RunActor.BackgroundWorkDone());
    }

    /** Clears something away; the run is not over before. */
    void runInBackground(Runnable piece) {
        var unused = runInBackground(
                CompletableFuture.completedFuture(null), piece, error -> new RunActor.BackgroundWorkDone());
    }

    private CompletableFuture<Void> runInBackground(
            CompletableFuture<Void> before, Runnable piece, Function<@Nullable Throwable, RunActor.Message> told) {
        backgroundWork++;
        CompletableFuture<Void> kept = before.thenRunAsync(
                () -> environment.gate().through(() -> {
                    piece.run();
                    return run;
                }),
                environment.blocking());
        context.pipeToSelf(kept, (done, error) -> told.apply(error));
        return kept;
    }

    /** Says that a piece of housekeeping is done. */
    void backgroundWorkDone() {
        backgroundWork--;
        integrateOnceCleanedUp();
    }

    /** One that stops before its outcome was recorded has crashed: the attempt failed, and what it left running is ended. */
    void taskActorStopped(StartedRun started, AttemptId attempt) {
        attempts.remove(attempt);
        integrateOnceCleanedUp();
        if (inProgress(started, attempt)) {
            LOG.error("the actor of attempt {} of run {} crashed", attempt, run);
            environment
                    .blocking()
                    .execute(new CrashedAttempt(AttemptOrder.of(started, attempt), environment, context.getSelf()));
        }
    }

    /** The branches are rearranged only when no workspace is being cleaned up any more. */
    private void integrateOnceCleanedUp() {
        if (integration != null && idle()) {
            synthesis().tell(new SynthesisActor.Integrate(run, integration));
            integration = null;
        }
    }

    /**
     * Makes the actors of some of the attempts that were launched; the run tells when to go on with the others. Meanwhile it hears
     * of those that have ended already, so that not all of many short ones are there at the same time.
     */
    void launchSome(StartedRun started) {
        launch(started, AT_A_TIME);
        if (!toLaunch.isEmpty()) {
            context.getSelf().tell(new RunActor.LaunchMore());
        }
    }

    private void launch(StartedRun started, int most) {
        for (int i = 0; i < most && !toLaunch.isEmpty(); i++) {
            launch(started, toLaunch.remove());
        }
    }

    private void launch(StartedRun started, AttemptId attempt) {
        Optional<String> directory =
                Optional.ofNullable(started.context().plan().workspace()).map(WorkspaceSpec::repository);
        ActorRef<TaskActor.Message> actor = context.spawnAnonymous(
                TaskActor.create(() -> AttemptOrder.of(started, attempt), directory, environment, context.getSelf()));
        attempts.put(attempt, actor);
        context.watchWith(actor, new RunActor.TaskActorStopped(attempt));
    }

    private static boolean inProgress(StartedRun started, AttemptId attempt) {
        Optional<Progress> progress = started.progressOf(attempt.task());
        return progress.isPresent()
                && progress.get().status() == TodoStatus.IN_PROGRESS
                && progress.get().attempt() == attempt.attempt();
    }

    private ActorRef<SynthesisActor.Message> synthesis() {
        if (synthesis == null) {
            synthesis = context.spawnAnonymous(SynthesisActor.create(environment, context.getSelf()));
        }
        return synthesis;
    }

    /** A run that is reopened gets another one. */
    private void dismissSynthesis() {
        if (synthesis != null) {
            context.stop(synthesis);
            synthesis = null;
        }
    }
}
