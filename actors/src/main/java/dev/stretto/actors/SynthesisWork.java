package dev.stretto.actors;

import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import java.util.Optional;

/** The blocking side of a step of the synthesis. It may be carried out again after a crash. */
@FunctionalInterface
interface SynthesisWork {

    /**
     * Carries it out.
     *
     * @return what has to be recorded of it
     * @throws StorageFailedException if something can't be stored; it may be called again, by another engine
     */
    RunCommand execute() throws GitException, WorkspaceException;

    /** Ends it before its time, with whatever runs for it. One that can't be cut off is brought to its end. */
    default void stop() {}

    /** Says that this engine looks after it no longer; what runs for it as a process goes on, and a later engine re-attaches to it. */
    default void release() {}

    /** What has to be cleaned up once its result is on disk, or was refused. */
    default Optional<Runnable> cleanup() {
        return Optional.empty();
    }

    /** True if nothing can be said about the result when it was ended before its time. */
    default boolean canBeCutOff() {
        return false;
    }
}
