package dev.stretto.actors;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.conflict.ConflictCheckout;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One try of a resolver, from its start, or its re-attachment, to its end. A second one follows only on one that was lost. */
final class ResolverAttempt {
    /** The folder of the files that resolvers leave. Its name can't be a task's: an id begins with a letter or a digit. */
    static final String FILES = "_resolution";

    /** Exit codes above this stand for the signal that ended a process. */
    private static final int SIGNALS = 128;

    /** It may have ended long ago, which is not found out at once. */
    private static final Duration HOW_IT_ENDED_IS_FOUND = Duration.ofSeconds(1);

    /** What is under way. */
    private record Begun(ConflictCheckout checkout, RunningSubagent subagent, boolean reattached) {}

    private final ResolutionOrder order;
    private final RunEnvironment environment;
    private final int number;
    private final AttemptFiles files;
    private volatile @Nullable Begun begun;

    private ResolverAttempt(ResolutionOrder order, RunEnvironment environment, int number) {
        this.order = order;
        this.environment = environment;
        this.number = number;
        this.files = files(order, environment, number);
    }

    /** The last one of which there is a trace, or else the first. */
    static ResolverAttempt last(ResolutionOrder order, RunEnvironment environment) {
        int number = 1;
        while (Files.exists(files(order, environment, number + 1).directory())) {
            number++;
        }
        return new ResolverAttempt(order, environment, number);
    }

    ResolverAttempt following() {
        return new ResolverAttempt(order, environment, number + 1);
    }

    /** Each round of the run, each task in it, and each try has files of its own. */
    private static AttemptFiles files(ResolutionOrder order, RunEnvironment environment, int number) {
        String name = order.round() + "-" + order.task();
        Path all = environment.data().attempts().resolve(order.run()).resolve(FILES);
        // No task's id has a plus in it.
        return new AttemptFiles(all.resolve(number == 1 ? name : name + "+" + number));
    }

    /** True if a folder is one that the method before has named for this task. */
    static boolean isOf(String task, Path folder) {
        return String.valueOf(folder.getFileName()).matches("\\d+-" + Pattern.quote(task) + "(\\+\\d+)?");
    }

    int number() {
        return number;
    }

    /**
     * Makes the worktree and starts the resolver, or re-attaches to what an earlier engine began.
     *
     * @param stopped true if nothing is to be started any more
     * @return false if nothing runs
     */
    boolean begin(BooleanSupplier stopped) throws WorkspaceException {
        Optional<RunningSubagent> earlier = environment.subagents().reattach(asAttempt(order.prompt()), files);
        if (earlier.isEmpty() && stopped.getAsBoolean()) {
            return false;
        }
        begun = earlier.isPresent() ? resume(earlier.get()) : start(stopped);
        return true;
    }

    private Begun resume(RunningSubagent subagent) {
        try {
            return new Begun(checkedOut(), subagent, true);
        } catch (WorkspaceException e) {
            subagent.release();
            throw new StorageFailedException(
                    "the resolver of task '" + order.task() + "', which was begun before, can't be looked after: "
                            + e.getMessage(),
                    e);
        }
    }

    private Begun start(BooleanSupplier stopped) throws WorkspaceException {
        ConflictCheckout checkout = checkedOut();
        return new Begun(checkout, start(checkout, stopped), false);
    }

    private ConflictCheckout checkedOut() throws WorkspaceException {
        return ConflictCheckout.prepare(order, environment.data().workspaces());
    }

    private RunningSubagent start(ConflictCheckout checkout, BooleanSupplier stopped) throws WorkspaceException {
        AttemptOrder asked = asAttempt(order.prompt() + "\n" + checkout.sides());
        try {
            RunningSubagent started =
                    environment.subagents().start(asked, () -> files, Optional.of(checkout.directory()), stopped);
            FaultPoint.RESOLVER_STARTED.reached(order.task());
            return started;
        } catch (SubagentStartException e) {
            throw new WorkspaceException("the resolver could not be started: " + e.getMessage(), e);
        }
    }

    /** For the resolver, this is an attempt like others. */
    private AttemptOrder asAttempt(String prompt) {
        Resolver resolver = order.resolver();
        Task task = Task.of(order.task(), resolver.subagent())
                .title("Resolve the conflict of task '" + order.task() + "'")
                .timeout(resolver.timeout())
                .idle(resolver.idle())
                .backoff(Duration.ZERO)
                .build();
        return new AttemptOrder(
                order.run(),
                new AttemptId(order.task(), number),
                task,
                prompt,
                order.base(),
                true,
                List.of(order.soFar().commit()));
    }

    /**
     * Waits until the resolver ends, or has to be ended.
     *
     * @return why it has to be ended; null if it has ended by itself
     */
    @Nullable
    Failure await() {
        Resolver resolver = order.resolver();
        if (running().reattached() && hasEnded(HOW_IT_ENDED_IS_FOUND)) {
            return endedTooLate();
        }
        while (true) {
            Duration left = resolver.timeout().minus(subagent().age());
            if (!left.isPositive()) {
                return subagent().exit().isDone() ? endedTooLate() : timedOut();
            }
            if (resolver.idle() != null) {
                Duration quiet = environment.gate().through(this::quiet);
                Duration idle = resolver.idle().minus(quiet);
                if (!idle.isPositive() && !subagent().exit().isDone()) {
                    return new Failure(
                            Failure.Kind.IDLE,
                            "no output and no changed file for " + Durations.format(resolver.idle())
                                    + "; it was stopped");
                }
                left = idle.isPositive() && idle.compareTo(left) < 0 ? idle : left;
            }
            if (hasEnded(left)) {
                return endedTooLate();
            }
        }
    }

    private Duration quiet() {
        return new SignsOfLife(subagent(), checkout()::lastChange, environment.clock()).quiet();
    }

    private boolean hasEnded(Duration within) {
        try {
            subagent().exit().get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit never fails", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a resolver was at work", e);
        }
    }

    /** An earlier engine may have been about to end it when its time was over. */
    private @Nullable Failure endedTooLate() {
        SubagentExit exit = subagent().exit().join();
        boolean bySignal = exit.exitCode() != null && exit.exitCode() > SIGNALS;
        return bySignal && subagent().age().compareTo(order.resolver().timeout()) >= 0 ? timedOut() : null;
    }

    private Failure timedOut() {
        return new Failure(
                Failure.Kind.TIMEOUT,
                "still at work after " + Durations.format(order.resolver().timeout())
                        + "; its whole process group was stopped");
    }

    /** True if an earlier engine began it, and nobody knows how it ended. */
    boolean isLost() {
        if (!running().reattached() || !subagent().exit().isDone()) {
            return false;
        }
        Failure failure = subagent().exit().join().failure();
        return failure != null && failure.kind() == Failure.Kind.LOST;
    }

    /** Ends whatever still belongs to it. */
    EndedSubagent end() {
        String name = "the resolver of task '" + order.task() + "' of run " + order.run();
        return EndedSubagent.of(name, subagent(), environment);
    }

    /** Ends it before its time, with its whole process group. */
    void stop() {
        Begun underWay = begun;
        if (underWay != null) {
            underWay.subagent().stop(environment.grace());
        }
    }

    /** Says that this engine looks after it no longer. */
    void release() {
        Begun underWay = begun;
        if (underWay != null) {
            underWay.subagent().release();
        }
    }

    ConflictCheckout checkout() {
        return running().checkout();
    }

    private RunningSubagent subagent() {
        return running().subagent();
    }

    private Begun running() {
        Begun underWay = begun;
        if (underWay == null) {
            throw new IllegalStateException("this resolver has not begun");
        }
        return underWay;
    }
}
