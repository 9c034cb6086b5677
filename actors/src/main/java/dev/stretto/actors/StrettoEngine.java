package dev.stretto.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.actors.run.RunDirectory;
import dev.stretto.actors.run.RunReply;
import dev.stretto.actors.run.StoppedRun;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.PlanRules;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.DataDirectoryException;
import dev.stretto.persistence.directory.EngineLock;
import dev.stretto.persistence.journal.EmbeddedJournal;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.LeftRuns;
import dev.stretto.subagents.environment.PlanValues;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Isolations;
import dev.stretto.subagents.git.workspace.Worktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine on a data directory: accepts plans, runs them, cancels them. One engine at a time holds a directory; nothing
 * listens on a port. Everything it has answered is on disk.
 *
 * <p>Closing an engine does not end the processes of attempts in progress: they are in sessions of their own, and what they
 * do is resumed by the next engine on the same directory.
 */
public final class StrettoEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StrettoEngine.class);
    private static final String MESSAGES = "stretto-messages.conf";
    /** A write to the log takes milliseconds; after so long the disk is not working. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** No run is as long as this, and the scheduler can't wait much longer. */
    private static final Duration FOR_EVER = Duration.ofDays(200);

    private final Clock clock;
    private final DataDirectory data;
    private final EngineLock lock;
    private final EngineServices services;
    private final ActorSystem<RunDirectory.Message> system;
    /** Runs that are over, and whose workspaces an earlier engine has left. */
    private final Queue<CompletionStage<String>> cleanup = new ConcurrentLinkedQueue<>();

    private boolean keptOutOfGit;

    private StrettoEngine(EngineSettings settings, DataDirectory data, EngineLock lock)
            throws DataDirectoryException, JournalException {
        this.clock = settings.clock();
        this.data = data;
        this.lock = lock;
        this.services = EngineServices.open(settings, data);
        this.system = ActorSystem.create(RunDirectory.create(services.forRuns(), this::stopped), "stretto", config());
    }

    /**
     * Opens an engine, and makes the data directory if it is not there. The runs that an earlier engine left open are
     * resumed: attempts that are still at work are watched again, those that have ended meanwhile are collected.
     *
     * @throws EngineHeldException if another engine holds the directory
     * @throws DataDirectoryException if the directory can't be made or written
     * @throws JournalException if the log can't be opened
     */
    public static StrettoEngine open(EngineSettings settings)
            throws EngineHeldException, DataDirectoryException, JournalException {
        DataDirectory data = new DataDirectory(settings.dataDirectory());
        data.create();
        EngineLock lock = data.tryLock().orElseThrow(() -> new EngineHeldException(data));
        try {
            EmbeddedJournal.create(data.journal());
            StrettoEngine engine = new StrettoEngine(settings, data, lock);
            try {
                engine.resume();
            } catch (JournalException | RuntimeException e) {
                engine.close();
                throw e;
            }
            return engine;
        } catch (DataDirectoryException | JournalException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The runs that are not over. Those that this engine had to let go, since something could not be stored or read, are
     * resumed: by this call.
     *
     * @throws JournalException if the log can't be read
     */
    public List<String> resume() throws JournalException {
        try (EventLog log = Stores.log(data)) {
            LeftRuns left = LeftRuns.of(services.table(), log);
            left.open().forEach(run -> system.tell(new RunDirectory.Wake(run)));
            left.over().forEach(run -> cleanup.add(whenFinished(run)));
            return left.open();
        }
    }

    /**
     * Starts a run of a plan.
     *
     * @param cause who asks for it, for the log
     * @return the run's id, once its beginning is on disk
     * @throws InvalidPlanException if the plan breaks a rule; plans that were read from a file never do
     * @throws WorkspaceException if the plan's repository can't be used
     * @throws EngineFailedException if the log can't be written
     */
    public String start(Plan plan, String cause)
            throws InvalidPlanException, WorkspaceException, EngineFailedException {
        return start(RunIds.next(clock.instant()), plan, cause);
    }

    /**
     * As {@link #start(Plan, String)}, with an id that the caller has made: if no answer has reached them they can ask again. If
     * there is a run of this id and this plan already it is the answer, and nothing is started.
     *
     * @param run an id of {@link RunIds#next}
     */
    public String start(String run, Plan plan, String cause)
            throws InvalidPlanException, WorkspaceException, EngineFailedException {
        if (!RunIds.isOne(run)) {
            throw new IllegalArgumentException("'" + run + "' is not the id of a run");
        }
        refuseBroken(plan);
        keepOutOfGit(); // first, since it is no change of the user's
        PinnedBase base = pin(plan);
        CommandResult commandResult = decide(
                run,
                new RunCommand.StartRun(
                        run,
                        plan,
                        DecisionFlow.decide(plan),
                        base,
                        services.node().id()),
                cause);
        return switch (commandResult) {
            case CommandResult.Accepted accepted -> run;
            case CommandResult.Rejected rejected -> throw new EngineFailedException(rejected.reason(), null);
        };
    }

    /**
     * Asks for the end of a run. Its processes get TERM, and KILL after the grace period; what they have done is kept.
     *
     * @return refused if there is no such run, or it is over or being cancelled
     */
    public CommandResult cancel(String run, String cause) throws EngineFailedException {
        return decide(run, new RunCommand.CancelRun("cancelled by " + cause), cause);
    }

    /** As {@link #cancel(String, String)}, for one task; the tasks that come after it are skipped. */
    public CommandResult cancelTask(String run, String task, String cause) throws EngineFailedException {
        return decide(run, new RunCommand.CancelTask(task), cause);
    }

    /**
     * Tries again, in the same run, what was not completed; what came before is kept.
     *
     * @param tasks which; all that were not completed if empty
     * @return refused if the run is not over, or there is nothing of that kind to try again
     */
    public CommandResult retry(String run, List<String> tasks, String cause) throws EngineFailedException {
        return decide(run, new RunCommand.RetryTasks(tasks, services.node().id()), cause);
    }

    /**
     * Erases the free texts of a run that is over, or those of one task and of the others of its assignment: prompts, summaries,
     * messages and outputs. They are gone when this returns. What stands in commits stays.
     *
     * @param reason why; it stays in the log, and so must not say what is erased
     * @return refused if the run is not over, or has no such task
     * @throws EngineFailedException if the log can't be written, or the texts can't be removed now; if the erasure is in the log, the
     *     next engine on the directory carries it out
     * @throws JournalException if the log can't be read
     */
    public CommandResult erase(String run, @Nullable String task, String reason, String cause)
            throws EngineFailedException, JournalException {
        RunErasure erasure = new RunErasure(run, data);
        CommandResult result = decide(run, erasure.command(task, reason), cause);
        if (result instanceof CommandResult.Accepted) {
            erasure.await(whenFinished(run));
        }
        return result;
    }

    /**
     * Completes once the run is over and its workspaces have been cleaned up; exceptionally with a {@link
     * RunStoppedException} if this engine has to let it go before that. A run that is tried again before it has come to that goes
     * on, and so does the wait.
     */
    public CompletionStage<String> whenFinished(String run) {
        return AskPattern.<RunDirectory.Message, RunDirectory.End>ask(
                        system, replyTo -> new RunDirectory.Await(run, replyTo), FOR_EVER, system.scheduler())
                .thenCompose(end -> end.stopped() == null
                        ? CompletableFuture.completedStage(end.run())
                        : CompletableFuture.failedStage(new RunStoppedException(end.stopped())));
    }

    /** Why attempts wait that could start otherwise, in words: the machine has no room for more. Empty if none do. */
    public Optional<String> whyAttemptsWait() {
        return services.node().whyStepsWait();
    }

    /** The data directory. */
    public DataDirectory data() {
        return data;
    }

    /**
     * Stops the actors, and lets the data directory go. Attempts in progress go on without an engine. An interrupt does not cut
     * this short: an engine that opens the directory next must not meet what this one had begun.
     */
    @Override
    public void close() {
        awaitCleanedUp();
        services.launchNoMore();
        system.terminate();
        awaitStopped();
        services.close();
        lock.close();
    }

    private void awaitStopped() {
        try {
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.warn("the actors did not stop in time", e);
        }
    }

    private void awaitCleanedUp() {
        for (CompletionStage<String> run : cleanup) {
            try {
                run.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("workspaces that an earlier engine left could not be cleaned up", e);
            }
        }
    }

    private CommandResult decide(String run, RunCommand command, String cause) throws EngineFailedException {
        CompletionStage<RunReply> answer = AskPattern.ask(
                system,
                (ActorRef<RunReply> replyTo) -> new RunDirectory.Ask(run, command, cause, replyTo),
                PATIENCE,
                system.scheduler());
        try {
            return switch (answer.toCompletableFuture().get()) {
                case RunReply.Decided decided -> decided.result();
                case RunReply.LetGo letGo -> {
                    RunStoppedException stopped = new RunStoppedException(letGo.stopped());
                    throw new EngineFailedException(String.valueOf(stopped.getMessage()), stopped);
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineFailedException("interrupted while waiting for the log", e);
        } catch (ExecutionException e) {
            throw new EngineFailedException(
                    "run " + run + " got no answer from the log at " + data.journal()
                            + "; is the disk full or read-only?",
                    e);
        }
    }

    private StoppedRun stopped(String run, Throwable failure) {
        Optional<String> explained = EmbeddedJournal.explain(data.journal(), failure);
        String reason =
                explained.or(() -> Optional.ofNullable(failure.getMessage())).orElseGet(failure::toString);
        return new StoppedRun(run, reason, kind(failure, explained.isPresent()));
    }

    private StoppedRun.Kind kind(Throwable failure, boolean ofTheJournal) {
        if (EmbeddedJournal.isCorrupt(data.journal(), failure)) {
            return StoppedRun.Kind.CORRUPT;
        }
        return ofTheJournal || failure instanceof StorageFailedException
                ? StoppedRun.Kind.STORAGE
                : StoppedRun.Kind.INTERNAL;
    }

    private void refuseBroken(Plan plan) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>(PlanRules.violations(plan).stream()
                .map(violation ->
                        new Problem(plan.name(), 0, 0, violation.field(), violation.found(), violation.expected()))
                .toList());
        PlanValues.missing(plan, System.getenv())
                .forEach(what -> problems.add(
                        new Problem(plan.name(), 0, 0, "env", what, "a value that is there where the engine runs")));
        plan.workspacesDirectory()
                .filter(directory -> !directory.equals(data.workspaces()))
                .ifPresent(directory -> problems.add(new Problem(
                        plan.name(),
                        0,
                        0,
                        "workspace.directory",
                        directory.toString(),
                        "the place where this engine makes workspaces, " + data.workspaces())));
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
    }

    private @Nullable PinnedBase pin(Plan plan) throws WorkspaceException {
        WorkspaceSpec workspace = plan.workspace();
        if (workspace == null || !plan.isolated()) {
            return null;
        }
        PinnedBase base = Repositories.pin(Path.of(workspace.repository()), workspace.base(), plan.provision());
        return base.with(Isolations.choose(base, workspace, data.workspaces()));
    }

    /** A data directory inside a repository must not look like one of its files. Seen to once, when something is first kept there. */
    private synchronized void keepOutOfGit() throws WorkspaceException {
        if (!keptOutOfGit) {
            Optional<Path> around = Repositories.workTree(data.root());
            if (around.isPresent()) {
                Worktrees.exclude(around.get(), data.root());
            }
            keptOutOfGit = true;
        }
    }

    private Config config() {
        return EmbeddedJournal.config(data.journal())
                .withFallback(ConfigFactory.parseResources(MESSAGES))
                .withFallback(ConfigFactory.load());
    }
}
