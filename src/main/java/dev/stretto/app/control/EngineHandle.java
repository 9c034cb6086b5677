package dev.stretto.app.control;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine that can be told what to do, in this process or in another one. */
public interface EngineHandle extends AutoCloseable {

    /** Starts a run of this id, unless it has been started before, and answers the id once its beginning is on disk. */
    String start(String run, Plan plan, String cause) throws Exception;

    /** Asks for the end of a run, or of one of its tasks. */
    CommandResult cancel(String run, @Nullable String task, String cause) throws Exception;

    /** Tries tasks of a run that is over again; all that were not completed if none is named. */
    CommandResult retry(String run, List<String> tasks, String cause) throws Exception;

    /** Erases the free texts of a run that is over, or of one of its tasks; they are gone when this returns. */
    CommandResult erase(String run, @Nullable String task, String reason, String cause) throws Exception;

    /** Resumes the runs that nobody looks after, and answers the ids of all that are not over. */
    List<String> resume() throws Exception;

    /**
     * True while the engine is there and looks after this run, as far as that is not over.
     *
     * @throws EngineError if it had to let the run go before its end
     */
    boolean looksAfter(String run) throws EngineError;

    /**
     * Why attempts wait, if the machine has no room for more; empty if none do. An engine in another process says so whenever
     * it is asked whether it looks after a run.
     */
    Optional<String> whyAttemptsWait();

    /** Waits until the run's workspaces have been cleaned up, where this process does that. */
    void awaitCleanedUp(String run) throws Exception;

    /**
     * Lets the engine go. One in this process that still has runs to look after hands them over to one in the background.
     *
     * @return the runs that go on in the background because of that
     */
    Set<String> release() throws Exception;

    /** Lets the engine go at once; what it looked after goes on without one. */
    @Override
    void close();
}
