package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A subagent that was started, whether it is still at work or has ended. */
public interface RunningSubagent {

    /** When it was started. */
    Instant startedAt();

    /**
     * How long it has been at work; if it has ended, how long it was, or, if nobody knows when it ended, how long ago it was
     * started. Measured by a clock that nobody can set, as far as the machine has been up all the while.
     */
    Duration age();

    /** Its process; empty for functions, and for a process that nobody could identify. */
    Optional<ProcessIdentity> process();

    /** The files that its output goes to; empty for functions, which print nothing. */
    Optional<AttemptFiles> output();

    /** Completes once, when the subagent itself has ended, and never exceptionally. What it left behind may live on. */
    CompletableFuture<SubagentExit> exit();

    /** True if something that belongs to the attempt is alive, also if the subagent itself has ended. */
    boolean isAnythingAlive();

    /** When it last showed that it is alive: its start, or its latest output. Cheap enough to be asked every second. */
    Instant lastSignOfLife();

    /**
     * Ends everything that belongs to the attempt, also what an ended subagent left behind. Asks it to end, waits up to
     * {@code grace}, then ends it by force. Blocks until nothing is left; then {@link #exit()} has completed. Calling it
     * again does no harm. An interrupt of the calling thread cuts the grace short.
     *
     * @param grace how long everything may take to end by itself; zero is allowed
     */
    void stop(Duration grace);

    /**
     * Says that this engine looks after it no longer, without ending it. A process goes on by itself, and a later engine
     * re-attaches to it; a function can't outlive its engine, and is interrupted.
     */
    void release();
}
