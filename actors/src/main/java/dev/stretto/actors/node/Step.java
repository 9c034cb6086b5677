package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepLimits;
import dev.stretto.engine.run.RunCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One step of an attempt at a node, from its launch to the end of its workspace. Who supervises it calls {@link #launch}, then {@link
 * #collect} once, then {@link #cleanUp} when what was collected is on disk; or {@link #release} at any time.
 */
public interface Step {

    /** Which step it is. */
    StepId id();

    /** When it has to be ended. */
    StepLimits limits();

    /** The epoch of the incarnation that it belongs to. */
    int epoch();

    /** False if it has neither a process nor a workspace: then nothing that is done with it takes any time. */
    boolean mayBlock();

    /**
     * Launches it once the node has a slot for it; or re-attaches to it, if an earlier engine has launched it. What has to be stored
     * for that and can't be is a {@link StorageFailedException}: then nothing has failed, and it may be called again.
     */
    CompletableFuture<Launch> launch();

    /** What has to be recorded of its start; empty if that is not worth an event. */
    Optional<RunCommand> started(Launch.Running running);

    /**
     * Says that it need not be launched any more, if it is not yet.
     *
     * @return true if it certainly will not be
     */
    boolean giveUp();

    /** How long it has shown no sign of life. May block. */
    Duration quiet();

    /**
     * Stops whatever still belongs to it, with the whole process group, and collects what it has left. Blocks until nothing is left.
     *
     * @param because why it was ended; null if it ended by itself
     * @return what has to be recorded of it
     * @throws StorageFailedException if something can't be stored; nothing is lost, and it may be called again
     */
    RunCommand collect(@Nullable Failure because);

    /** What has to be recorded if it could not be launched. */
    RunCommand notLaunched(Failure because);

    /** False if it has no workspace to clean up. */
    boolean hasWorkspace();

    /** Removes its workspace, now that what it held is safe. What can't be removed safely stays. Blocks. */
    void cleanUp();

    /**
     * Ends what was launched for it, by whomever, when whoever supervised it has crashed. Blocks until no process of it is left. Its
     * workspace stays as it is.
     *
     * @throws StorageFailedException if it can't be found out what was launched
     */
    void endAbandoned();

    /** Says that this engine looks after it no longer. A process goes on by itself, and a later engine re-attaches to it. */
    void release();
}
