package dev.stretto.actors;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunCommand.RecordResolution;
import dev.stretto.engine.run.RunCommand.RefuseResolution;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.conflict.ConflictCheckout;
import dev.stretto.subagents.git.conflict.HarvestedResolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocking side of a resolution: a worktree with the conflict in it, the resolver in that, and what it has made of it. Whatever
 * goes wrong, the task stays on its branch with the reason why, and what the resolver left is kept.
 */
final class ResolutionWork implements SynthesisWork {
    /** So often in a row may a resolver be gone without a trace; then it seems to end its engine itself. */
    private static final int MOST_LOST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ResolutionWork.class);

    private final ResolutionOrder order;
    private final RunEnvironment environment;
    private @Nullable ResolverAttempt attempt;
    private boolean stopped;
    private volatile boolean over;

    ResolutionWork(ResolutionOrder order, RunEnvironment environment) {
        this.order = order;
        this.environment = environment;
    }

    /**
     * Has the resolver do its work, to its end or to its limits. What an earlier engine began is re-attached; only if nobody knows how
     * that ended, another one is started.
     *
     * @throws StorageFailedException if something can't be stored
     */
    @Override
    public RunCommand execute() {
        RunCommand result;
        try {
            result = resolved();
        } catch (WorkspaceException e) {
            result = refusal(e, null);
        }
        over = true;
        return result;
    }

    private RunCommand resolved() throws WorkspaceException {
        for (ResolverAttempt next = ResolverAttempt.last(order, environment); ; next = next.following()) {
            if (!begun(next)) {
                return new RefuseResolution(order.task(), "cancelled before a resolver was at work", null);
            }
            Failure because = next.await();
            boolean again = next.isLost() && next.number() < MOST_LOST && !isStopped();
            if (!again) {
                ResolverAttempt last = next;
                return environment.gate().through(() -> collected(last, because));
            }
            LOG.warn("the resolver of task '{}' of run {} is gone; another one is started", order.task(), order.run());
            environment.gate().through(() -> {
                ConflictCheckout.cleanUp(order.base(), workspaces(), order.run(), order.task());
                return order;
            });
        }
    }

    /** False if somebody has asked for the end before, and nothing runs. */
    private boolean begun(ResolverAttempt next) throws WorkspaceException {
        synchronized (this) {
            attempt = next;
        }
        boolean begun = environment.gate().through(() -> next.begin(this::isStopped));
        if (isStopped()) {
            next.stop();
        }
        return begun;
    }

    private RunCommand collected(ResolverAttempt last, @Nullable Failure because) {
        EndedSubagent ended = last.end();
        FaultPoint.RESOLVER_ENDED.reached(order.task());
        Failure failure = failure(ended, because);
        try {
            HarvestedResolution harvested =
                    last.checkout().harvest(order, Optional.ofNullable(failure).map(ResolutionWork::inWords));
            return switch (harvested) {
                case HarvestedResolution.Refused refused ->
                    new RefuseResolution(
                            order.task(),
                            refused.reason(),
                            new ResolverRun(refused.commit(), ended.outcome(failure, null, List.of())));
                case HarvestedResolution.Taken taken -> {
                    Outcome outcome = ended.outcome(null, null, taken.notices());
                    yield merged(taken.resolution(), new ResolverRun(taken.commit(), outcome));
                }
            };
        } catch (WorkspaceException e) {
            Failure lost = new Failure(Failure.Kind.WORKSPACE, String.valueOf(e.getMessage()));
            Outcome outcome = ended.outcome(failure == null ? lost : failure, null, List.of());
            return refusal(e, new ResolverRun(order.soFar().commit(), outcome));
        }
    }

    /** What can't be stored now can be later: that is no refusal. */
    private RefuseResolution refusal(Exception e, @Nullable ResolverRun by) {
        Optional<StorageFailedException> trouble =
                StorageTrouble.in(e, environment.data().root(), order.base());
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        return new RefuseResolution(
                order.task(), Optional.ofNullable(e.getMessage()).orElseGet(e::toString), by);
    }

    private @Nullable Failure failure(EndedSubagent subagent, @Nullable Failure because) {
        Failure own = subagent.exit().failure();
        return because == null && own != null && isStopped()
                ? new Failure(Failure.Kind.CANCELLED, "cancelled")
                : because != null ? because : own;
    }

    private static String inWords(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> "the resolver ran out of time: " + failure.message();
            case IDLE -> "the resolver showed no sign of life: " + failure.message();
            case CANCELLED -> "the resolver was stopped: " + failure.message();
            case LOST, EXIT, START, WORKSPACE, INTERNAL -> "the resolver failed: " + failure.message();
        };
    }

    /** The resolution counts if with it the task is in the result, and everything that was in it before still is. */
    private RunCommand merged(Resolution resolution, ResolverRun by) {
        List<Resolution> resolutions = new ArrayList<>(order.resolutions());
        resolutions.add(resolution);
        List<String> wanted = new ArrayList<>(order.soFar().merged());
        wanted.add(order.task());
        try {
            MergeResult result = environment
                    .merger()
                    .resolved(order.run(), order.base(), order.branches(), order.soFar(), resolutions);
            FaultPoint.RESOLUTION_MERGED.reached(order.task());
            if (result.merged().containsAll(wanted)) {
                return new RecordResolution(resolution, result, by);
            }
            String why = result.conflicts().stream()
                    .filter(conflict -> wanted.contains(conflict.task()))
                    .map(Conflict::reason)
                    .findFirst()
                    .orElse("the merge came to something else");
            return new RefuseResolution(
                    order.task(),
                    "what the resolver made of it does not bring the task into the result: " + why
                            + ". What it left is kept as commit " + by.commit(),
                    by);
        } catch (GitException e) {
            return refusal(e, by);
        }
    }

    @Override
    public void stop() {
        ResolverAttempt underWay;
        synchronized (this) {
            stopped = true;
            underWay = attempt;
        }
        if (underWay != null) {
            underWay.stop();
        }
    }

    @Override
    public synchronized void release() {
        if (attempt != null) {
            attempt.release();
        }
    }

    @Override
    public Optional<Runnable> cleanup() {
        return over
                ? Optional.of(() -> ResolutionFolders.cleanUp(order.base(), order.run(), order.task(), environment))
                : Optional.empty();
    }

    private Path workspaces() {
        return environment.data().workspaces();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }
}
