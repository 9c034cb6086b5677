package dev.stretto.app.control;

import dev.stretto.actors.RunIds;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command's connection to the engine of a data directory. An engine that is just about to end takes nothing on any more: what
 * it has not taken is asked of the next one.
 */
public final class EngineConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Finds an engine, or makes one. */
    @FunctionalInterface
    private interface Opening {
        EngineHandle open(DataDirectory data) throws Exception;
    }

    /** Something that is asked of an engine. */
    @FunctionalInterface
    private interface Request<T> {
        T askOf(EngineHandle engine) throws Exception;
    }

    private final DataDirectory data;
    private final Opening opening;
    private volatile EngineHandle engine;

    private EngineConnection(DataDirectory data, Opening opening) throws Exception {
        this.data = data;
        this.opening = opening;
        this.engine = opening.open(data);
    }

    /** To the engine that holds the directory, or to one in this process. */
    public static EngineConnection here(DataDirectory data) throws Exception {
        return new EngineConnection(data, Engines::openOrConnect);
    }

    /** To the engine that holds the directory, or to one in the background. */
    public static EngineConnection inBackground(DataDirectory data) throws Exception {
        return new EngineConnection(data, Engines::inBackground);
    }

    /** True if the engine is in this process. */
    public boolean hosted() {
        return engine instanceof HostedEngine;
    }

    /**
     * Starts a run and answers its id, once its beginning is on disk. If the engine is gone before it has answered, the log says
     * whether that was so.
     *
     * @throws NoAnswerException if nobody answers; it says whether the run was started
     */
    public String start(Plan plan, String cause) throws Exception {
        String run = RunIds.next(Instant.now());
        try {
            return ask(asked -> asked.start(run, plan, cause));
        } catch (RemoteEngine.NotTakenException e) {
            throw e;
        } catch (NoAnswerException e) {
            return startedAfterAll(run, plan, cause);
        }
    }

    /** What is not in the log is asked for once more: whatever becomes of the first request, one id is one run. */
    private String startedAfterAll(String run, Plan plan, String cause) throws Exception {
        try {
            if (!begun(run)) {
                renew();
                return ask(asked -> asked.start(run, plan, cause));
            }
            if (!engine.looksAfter(run)) {
                renew();
            }
            return run;
        } catch (NoAnswerException e) {
            throw begun(run)
                    ? NoAnswerException.started(run, data.root(), e)
                    : NoAnswerException.notStarted(run, data.root(), e);
        }
    }

    private boolean begun(String run) throws JournalException {
        if (!Files.exists(data.journal())) {
            return false;
        }
        try (EventLog logs = Stores.log(data)) {
            return logs.length(run) > 0;
        }
    }

    /** Asks for the end of a run, or of one of its tasks. */
    public CommandResult cancel(String run, @Nullable String task, String cause) throws Exception {
        return ask(asked -> asked.cancel(run, task, cause));
    }

    /** Tries tasks of a run that is over again; all that were not completed if none is named. */
    public CommandResult retry(String run, List<String> tasks, String cause) throws Exception {
        return ask(asked -> asked.retry(run, tasks, cause));
    }

    /** Erases the free texts of a run that is over, or of one of its tasks; they are gone when this returns. */
    public CommandResult erase(String run, @Nullable String task, String reason, String cause) throws Exception {
        return ask(asked -> asked.erase(run, task, reason, cause));
    }

    /** Resumes the runs that nobody looks after, and answers the ids of all that are not over. */
    public List<String> resume() throws Exception {
        return ask(EngineHandle::resume);
    }

    /**
     * True while the engine is there and looks after this run, as far as that is not over.
     *
     * @throws EngineError if it had to let the run go before its end
     */
    public boolean looksAfter(String run) throws EngineError {
        EngineHandle asked = engine;
        return asked.looksAfter(run) || (!asked.equals(engine) && engine.looksAfter(run));
    }

    /** Why attempts wait; see {@link EngineHandle#whyAttemptsWait}. */
    public Optional<String> whyAttemptsWait() {
        return engine.whyAttemptsWait();
    }

    /** Waits until the run's workspaces have been cleaned up, where this process does that. */
    public void awaitCleanedUp(String run) throws Exception {
        engine.awaitCleanedUp(run);
    }

    /** Finds another engine in place of one that is gone. */
    public void renew() throws Exception {
        replace(engine);
    }

    private <T> T ask(Request<T> request) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            EngineHandle asked = engine;
            try {
                return request.askOf(asked);
            } catch (RemoteEngine.NotTakenException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.sleep(PAUSE);
                replace(asked);
            }
        }
    }

    private synchronized void replace(EngineHandle gone) throws Exception {
        if (engine.equals(gone)) {
            gone.close();
            engine = opening.open(data);
        }
    }

    /** Lets the engine go, as {@link EngineHandle#release} does. */
    public Set<String> release() throws Exception {
        return engine.release();
    }

    /** Lets the engine go at once; what it looked after goes on without one. */
    @Override
    public void close() {
        engine.close();
    }
}
