package dev.stretto.actors.run;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.actors.node.NodeSession;
import dev.stretto.actors.synthesis.SynthesisActor;
import dev.stretto.actors.synthesis.SynthesisNews;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.Erasing;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.journal.JournalException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
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
    private final RunServices services;
    private final ActorContext<RunActor.Message> context;
    private final TimerScheduler<RunActor.Message> timers;
    private final BackgroundWork backgroundWork;
    private final RunSeal seal;
    private final ActorRef<StepMessage> fromSteps;
    private final ActorRef<SynthesisNews> fromSynthesis;
    private final Map<AttemptId, ActorRef<AttemptActor.Message>> attempts = new HashMap<>();
    private @Nullable NodeSession session;
    private @Nullable ActorRef<SynthesisActor.Message> synthesis;
    /** The synthesis was told to finish, and is still cleaning up. */
    private boolean synthesisFinishes;
    /** For the synthesis, once the one before it has finished and nothing is being cleaned up that it could begin anew. */
    private final List<SynthesisActor.Message> heldForSynthesis = new ArrayList<>();

    private Effect.@Nullable Integrate integration;
    /** Launched, as the log has it, and without an actor as yet. */
    private final Queue<AttemptId> toLaunch = new ArrayDeque<>();

    EffectRunner(
            String run,
            RunServices services,
            ActorContext<RunActor.Message> context,
            TimerScheduler<RunActor.Message> timers,
            BackgroundWork backgroundWork,
            RunSeal seal) {
        this.run = run;
        this.services = services;
        this.context = context;
        this.timers = timers;
        this.backgroundWork = backgroundWork;
        this.seal = seal;
        this.fromSteps = context.messageAdapter(StepMessage.class, RunActor.FromStep::new);
        this.fromSynthesis = context.messageAdapter(SynthesisNews.class, RunActor.FromSynthesis::new);
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
                        .ifPresent(actor -> actor.tell(new AttemptActor.Stop(stop.reason())));
            }
            case Effect.RetryAt retry ->
                timers.startSingleTimer(
                        retry.failed(),
                        new RunActor.RetryIsDue(retry.failed()),
                        retry.pause(services.clock().instant()));
            case Effect.Merge merge -> tellSynthesis(started, new SynthesisActor.Merge(merge));
            case Effect.Resolve resolve -> tellSynthesis(started, new SynthesisActor.Resolve(resolve));
            case Effect.Verify verify -> tellSynthesis(started, new SynthesisActor.Verify(verify));
            case Effect.Trials trials -> tellSynthesis(started, new SynthesisActor.Trials(trials));
            case Effect.Integrate integrate -> {
                integration = integrate;
                integrateOnceCleanedUp(started);
            }
            case Effect.StopSynthesis stop -> {
                integration = null;
                tellSynthesis(started, new SynthesisActor.Stop());
            }
            case Effect.CleanUp cleanUp -> cleanUp(started);
            case Effect.EraseTexts erase -> seal.before(erasure(started, erase.erasures()));
            case Effect.Finish finish -> finishSynthesis();
        }
    }

    /** True if no workspace is in use, or being cleaned up. */
    boolean idle() {
        return noAttempts() && synthesis == null && !synthesisFinishes && heldForSynthesis.isEmpty();
    }

    private boolean noAttempts() {
        return attempts.isEmpty() && toLaunch.isEmpty() && backgroundWork.isDone();
    }

    /** Cleans up what earlier engines left of attempts that are over. */
    void cleanUp(StartedRun started) {
        NodeSession current = session(started);
        backgroundWork.start(() -> current.cleanUp(started));
    }

    private Runnable erasure(StartedRun started, List<TextsErased> erasures) {
        return new TextErasure(started, erasures, services.stores(), session(started));
    }

    /** What an earlier engine has left of erasures. */
    Runnable openErasures(StartedRun started) {
        Optional<Effect.EraseTexts> open = Erasing.open(started);
        return open.isEmpty() ? () -> {} : erasure(started, open.get().erasures());
    }

    /**
     * Cleans up what is still left of steps that an earlier engine had begun, and notes in the run table that nothing is left to do
     * for the run, if that is so. An engine that opens the directory looks again otherwise.
     */
    void close(StartedRun started, RunSummary row) {
        NodeSession current = session(started);
        backgroundWork.start(() -> {
            current.cleanUp(started);
            try {
                if (services.stores().seals().of(run).isPresent() && !current.hasWorkspaces()) {
                    services.stores().table().markClosed(row);
                }
            } catch (IOException | CorruptLogException | JournalException e) {
                LOG.warn("run {} could not be marked as closed: {}", run, e.getMessage());
            }
        });
    }

    /** What this node does for the run's present incarnation. */
    private NodeSession session(StartedRun started) {
        NodeSession current = session;
        if (current == null || current.epoch() != started.epoch()) {
            current = services.node().session(run, started.epoch());
            session = current;
        }
        return current;
    }

    /** One that stops before its outcome was recorded has crashed: the attempt failed, and what it left running is ended. */
    void attemptStopped(StartedRun started, AttemptId attempt) {
        attempts.remove(attempt);
        integrateOnceCleanedUp(started);
        if (inProgress(started, attempt)) {
            LOG.error("the actor of attempt {} of run {} crashed", attempt, run);
            endAbandoned(started, attempt);
        }
    }

    private void endAbandoned(StartedRun started, AttemptId attempt) {
        services.background()
                .executor()
                .execute(new AbandonedStep(session(started).task(AttemptOrder.of(started, attempt)), fromSteps));
    }

    /** The branches are rearranged only when no workspace is being cleaned up any more. */
    private void integrateOnceCleanedUp(StartedRun started) {
        Effect.Integrate effect = integration;
        if (effect != null && noAttempts()) {
            integration = null;
            tellSynthesis(started, new SynthesisActor.Integrate(effect));
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
        NodeSession current = session(started);
        for (int i = 0; i < most && !toLaunch.isEmpty(); i++) {
            launch(started, toLaunch.remove(), current);
        }
    }

    private void launch(StartedRun started, AttemptId attempt, NodeSession current) {
        ActorRef<AttemptActor.Message> actor = context.spawnAnonymous(AttemptActor.create(
                () -> current.task(AttemptOrder.of(started, attempt)),
                services.background().executor(),
                fromSteps));
        attempts.put(attempt, actor);
        context.watchWith(actor, new RunActor.AttemptStopped(attempt));
    }

    private static boolean inProgress(StartedRun started, AttemptId attempt) {
        Optional<Progress> progress = started.progressOf(attempt.task());
        return progress.isPresent()
                && progress.get().status() == TodoStatus.IN_PROGRESS
                && progress.get().attempt() == attempt.attempt();
    }

    private void tellSynthesis(StartedRun started, SynthesisActor.Message message) {
        if (synthesisFinishes || !backgroundWork.isDone()) {
            heldForSynthesis.add(message);
            return;
        }
        if (synthesis == null) {
            synthesis = context.spawnAnonymous(
                    SynthesisActor.create(session(started), services.background(), fromSynthesis));
            context.watchWith(synthesis, new RunActor.SynthesisStopped());
        }
        synthesis.tell(message);
    }

    private void tellSynthesisWhatIsHeld(StartedRun started) {
        List<SynthesisActor.Message> held = List.copyOf(heldForSynthesis);
        heldForSynthesis.clear();
        held.forEach(message -> tellSynthesis(started, message));
    }

    /** What waited for a piece of work beside the run's actor goes on. */
    void backgroundWorkDone(StartedRun started) {
        tellSynthesisWhatIsHeld(started);
        integrateOnceCleanedUp(started);
    }

    /** A run that is reopened gets another one. */
    private void finishSynthesis() {
        if (synthesis != null) {
            synthesis.tell(new SynthesisActor.Finish());
            synthesis = null;
            synthesisFinishes = true;
        }
    }

    /**
     * The actor of the synthesis has stopped.
     *
     * @return why, if it was not told to
     */
    Optional<Failure> synthesisStopped(StartedRun started) {
        if (!synthesisFinishes) {
            synthesis = null;
            return Optional.of(
                    new Failure(Failure.Kind.INTERNAL, "Stretto crashed while it looked after the synthesis"));
        }
        synthesisFinishes = false;
        tellSynthesisWhatIsHeld(started);
        return Optional.empty();
    }
}
