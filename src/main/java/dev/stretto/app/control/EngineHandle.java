package dev.stretto.app.control;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.Verdict;
import org.jspecify.annotations.Nullable;

/** An engine that can be told what to do, in this process or in another one. */
public interface EngineHandle extends AutoCloseable {

    /** Starts a run and answers its id, once that is on disk. */
    String start(Plan plan, String cause) throws Exception;

    /** Asks for the end of a run, or of one of its tasks. */
    Verdict cancel(String run, @Nullable String task, String cause) throws Exception;

    /** True while the engine is there. */
    boolean alive();

    /** Waits until the run's workspaces have been cleared away, where this process does that. */
    void awaitCleared(String run) throws Exception;

    /** Lets the engine go. One in this process first goes on until it has nothing left to do. */
    @Override
    void close();
}
