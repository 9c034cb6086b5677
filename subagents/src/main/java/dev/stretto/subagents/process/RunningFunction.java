package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.function.FunctionCall;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Java function that carries an attempt out, on a virtual thread of its own. */
final class RunningFunction implements RunningSubagent {
    /** How long one that was let go of may take to end before the next attempt at its task begins nevertheless. */
    private static final Duration UNTIL_THE_NEXT = Duration.ofSeconds(10);

    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<SubagentExit> exit = new CompletableFuture<>();
    private final Thread thread;
    private final Consumer<RunningFunction> onRelease;
    private volatile Instant lastSignOfLife = startedAt;

    private RunningFunction(
            SubagentFunction function,
            AttemptOrder order,
            Supplier<Path> directory,
            Optional<RunningFunction> before,
            Consumer<RunningFunction> onRelease) {
        this.onRelease = onRelease;
        FunctionCall call = new FunctionCall(
                order.run(), order.id().task(), order.id().attempt(), order.prompt(), directory, this::showLife);
        thread = Thread.ofVirtual()
                .name(order.id().task())
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    before.ifPresent(RunningFunction::awaitEnd);
                    exit.complete(execute(function, call));
                });
    }

    /**
     * Starts a function.
     *
     * @param before what carried the same task out, and may not have ended yet: this one begins after that
     * @param onRelease told if this one is let go of
     */
    static RunningFunction start(
            SubagentFunction function,
            AttemptOrder order,
            Supplier<Path> directory,
            Optional<RunningFunction> before,
            Consumer<RunningFunction> onRelease) {
        RunningFunction running = new RunningFunction(function, order, directory, before, onRelease);
        running.thread.start();
        return running;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return Optional.empty();
    }

    @Override
    public Optional<AttemptFiles> output() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<SubagentExit> exit() {
        return exit.copy(); // so that nobody completes it but this
    }

    @Override
    public Instant lastSignOfLife() {
        return lastSignOfLife;
    }

    @Override
    public void stop(Duration grace) {
        thread.interrupt();
        try {
            exit.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            giveUp(grace);
        } catch (InterruptedException e) {
            giveUp(grace);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isAnythingAlive() {
        return !exit().isDone();
    }

    @Override
    public void release() {
        onRelease.accept(this);
        thread.interrupt();
    }

    private void awaitEnd() {
        try {
            thread.join(UNTIL_THE_NEXT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(Duration grace) {
        exit.complete(exit(
                new Failure(Failure.Kind.EXIT, "the function did not end when it was interrupted"),
                null,
                "the function was given up on " + grace.toMillis()
                        + " ms after it was interrupted; its thread may still be at work in the workspace"));
    }

    private void showLife() {
        lastSignOfLife = Instant.now();
    }

    private static SubagentExit execute(SubagentFunction function, FunctionCall call) {
        try {
            return exit(null, function.execute(call), null);
        } catch (Throwable thrown) { // a function may throw what it likes, and run out of stack
            return exit(new Failure(Failure.Kind.EXIT, inWords(thrown)), null, null);
        }
    }

    private static SubagentExit exit(
            @Nullable Failure failure, @Nullable FunctionResult result, @Nullable String notice) {
        return new SubagentExit(
                null,
                Instant.now(),
                failure,
                result == null ? null : result.summary(),
                result == null ? null : result.usage(),
                null,
                notice);
    }

    private static String inWords(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (Throwable thrownInTurn) {
            return thrown.getClass().getName();
        }
    }
}
