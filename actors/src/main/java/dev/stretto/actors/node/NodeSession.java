package dev.stretto.actors.node;

import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.VerificationOrder;
import dev.stretto.subagents.git.GitException;
import java.io.IOException;

/**
 * What a node does for one incarnation of a run. Methods that make a {@link Step} do nothing yet and never block; the others
 * block, and may be called again after a crash.
 */
public interface NodeSession {

    /** The incarnation's epoch. */
    int epoch();

    /** A task's own work. */
    Step task(AttemptOrder order);

    /** A resolver's work. */
    Step resolution(ResolutionOrder order);

    /** The verification of everything that was merged. */
    Step verification(VerificationOrder order);

    /** The verification of the work of some tasks. */
    Step trial(TrialOrder order);

    /**
     * Merges the tasks' branches.
     *
     * @return what has to be recorded of it
     * @throws StorageFailedException if something can't be stored at present
     */
    RunCommand merge(Effect.Merge merge) throws GitException;

    /**
     * Puts the merged result where the plan wants it.
     *
     * @return what has to be recorded of it
     * @throws StorageFailedException if something can't be stored at present
     */
    RunCommand integrate(Effect.Integrate integrate) throws GitException;

    /**
     * Cleans up the workspaces of steps that are over: those whose engine was killed after it had recorded their outcome and
     * before it had cleaned them up.
     */
    void cleanUp(StartedRun run);

    /** True if there is a workspace of the run, or a part of one. */
    boolean hasWorkspaces();

    /**
     * Removes the files in which attempts have left what was erased.
     *
     * @throws IOException if one can't be removed now
     */
    void eraseFiles(StartedRun run, TextsErased erased) throws IOException;
}
