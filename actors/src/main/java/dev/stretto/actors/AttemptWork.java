package dev.stretto.actors;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.scope.Scope;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking side of an attempt: workspace, subagent, collecting, cleaning up. Each step may be done again after a crash. */
final class AttemptWork {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptWork.class);

    /**
     * An attempt that is under way.
     *
     * @param subagent what carries it out
     * @param worktree where it works, if it has a worktree of its own
     */
    record Begun(RunningSubagent subagent, Optional<Worktree> worktree) {
        Optional<WorkspaceRef> workspace() {
            return worktree.map(Worktree::ref);
        }
    }

    /** Either an attempt that is under way, or the reason why it could not begin. */
    record Beginning(@Nullable Begun begun, @Nullable Failure failure) {
        static Beginning failed(Failure.Kind kind, String message) {
            return new Beginning(null, new Failure(kind, message));
        }

        <T> T fold(Function<Begun, T> onBegun, Function<Failure, T> onFailure) {
            if (begun != null) {
                return onBegun.apply(begun);
            }
            return onFailure.apply(failure != null ? failure : new Failure(Failure.Kind.INTERNAL, "it did not begin"));
        }

        /** Says that nobody looks after it any more. */
        void release() {
            if (begun != null) {
                begun.subagent().release();
            }
        }
    }

    private final AttemptOrder order;
    private final Optional<String> directory;
    private final RunEnvironment environment;
    private volatile boolean givenUp;

    AttemptWork(AttemptOrder order, Optional<String> directory, RunEnvironment environment) {
        this.order = order;
        this.directory = directory;
        this.environment = environment;
    }

    private AttemptFiles files() {
        return AttemptFiles.in(environment.data().attempts(), order.run(), order.id());
    }

    /** False if there is neither a process nor a worktree to wait for. */
    boolean mayBlock() {
        return order.isolated() || !(order.task().subagent() instanceof SubagentSpec.Function);
    }

    /** Leave to be at work: at once for a function, and for a command that has been at work since before. */
    CompletableFuture<CommandSlots.Slot> slot() {
        if (order.task().subagent() instanceof SubagentSpec.Function) {
            return CommandSlots.NONE_NEEDED;
        }
        return Files.exists(files().process())
                ? CompletableFuture.completedFuture(environment.slots().takeAnyway())
                : environment.slots().ask();
    }

    /** What has not begun need not: nobody waits any more until the machine has room for it. */
    void giveUp() {
        givenUp = true;
    }

    /**
     * Makes the workspace and starts the subagent, or re-attaches to what an earlier engine began.
     *
     * @param slot leave to be at work; given back when the subagent has ended, whoever looks after it by then
     * @throws StorageFailedException if the disk takes nothing more, or what an earlier engine began can't be looked at; the
     *     attempt has not failed, and it may be called again
     */
    Beginning begin(CommandSlots.Slot slot) {
        Begun begun = null;
        try {
            Optional<RunningSubagent> earlier = reattach();
            begun = earlier.isPresent() ? resume(earlier.get()) : start();
            return new Beginning(begun, null);
        } catch (WorkspaceException e) {
            return couldNot(Failure.Kind.WORKSPACE, e);
        } catch (SubagentStartException e) {
            return couldNot(Failure.Kind.START, e);
        } finally {
            if (begun == null) {
                slot.close();
            } else if (mayBlock()) {
                var unused = begun.subagent().exit().thenRun(slot::close);
            }
        }
    }

    /** One that nobody wants any more, and of which nothing is under way, need not be begun once that is possible. */
    private Beginning couldNot(Failure.Kind kind, Exception reason) {
        if (!givenUp) {
            storageTrouble(reason).ifPresent(AttemptWork::stop);
        }
        return Beginning.failed(kind, said(reason));
    }

    private Optional<RunningSubagent> reattach() {
        try {
            return environment.subagents().reattach(order, files());
        } catch (UncheckedIOException e) {
            throw new StorageFailedException(
                    "nobody can tell whether attempt " + order.id() + " is at work: " + said(e), e);
        }
    }

    /** One that was begun is never begun again, even if its workspace can't be looked at: it may be at work, and has cost something. */
    private Begun resume(RunningSubagent subagent) {
        try {
            return new Begun(subagent, workspace());
        } catch (WorkspaceException e) {
            subagent.release();
            throw new StorageFailedException(
                    "attempt " + order.id() + ", which was begun before, can't be looked after: " + said(e), e);
        }
    }

    private Begun start() throws WorkspaceException, SubagentStartException {
        Optional<Worktree> worktree = workspace();
        return new Begun(start(worktree), worktree);
    }

    private Optional<Worktree> workspace() throws WorkspaceException {
        Optional<Worktree> worktree =
                order.isolated() ? Optional.of(environment.worktrees().prepare(order)) : Optional.empty();
        FaultPoint.WORKSPACE_MADE.reached();
        return worktree;
    }

    private RunningSubagent start(Optional<Worktree> worktree) throws SubagentStartException {
        Optional<Path> workspace = worktree.map(Worktree::directory).or(() -> directory.map(Path::of));
        try {
            return environment.subagents().start(order, this::files, workspace, () -> givenUp);
        } catch (SubagentStartException e) {
            // It was just started by an actor that has been stopped since.
            Optional<RunningSubagent> meanwhile = reattach();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            throw e;
        }
    }

    /** How long the attempt has shown no sign of life. */
    Duration quiet(Begun begun) {
        return new SignsOfLife(
                        begun.subagent(),
                        () -> begun.worktree().map(Worktree::lastChange).orElse(Instant.EPOCH),
                        environment.clock())
                .quiet();
    }

    /**
     * Ends whatever still belongs to the attempt and collects what it left behind.
     *
     * @param because why it was ended; null if it ended by itself
     * @throws StorageFailedException if what it left behind can't be stored; nothing is lost, and it may be called again
     */
    Outcome finish(Begun begun, @Nullable Failure because) {
        EndedSubagent ended = EndedSubagent.of("attempt " + order.id(), begun.subagent(), environment);
        FaultPoint.SUBAGENT_ENDED.reached();
        Failure failure = because == null || wasLostBefore(because, ended.exit())
                ? ended.exit().failure()
                : because;
        WorkResult result = null;
        List<String> notices = new ArrayList<>();
        if (begun.worktree().isPresent()) {
            try {
                Worktree worktree = begun.worktree().get();
                List<String> unmerged = worktree.unmerged();
                if (!unmerged.isEmpty()) {
                    notices.add("committed with the conflicts of a merge that was not brought to its end: "
                            + String.join(", ", unmerged));
                }
                result = worktree.harvest(Scope.of(order.task().writes()));
                List<String> embedded = worktree.embeddedRepositories();
                if (!embedded.isEmpty()) {
                    notices.add("not committed, since they are git repositories of their own: "
                            + String.join(", ", embedded) + "; the workspace " + worktree.directory() + " stays");
                }
            } catch (WorkspaceException e) {
                storageTrouble(e).ifPresent(AttemptWork::stop);
                Failure lost = new Failure(Failure.Kind.WORKSPACE, said(e));
                failure = failure == null ? lost : new Failure(failure.kind(), failure.message() + "; " + said(e));
            }
        }
        Outcome outcome = ended.outcome(failure, result, notices);
        FaultPoint.OUTPUT_STORED.reached();
        return outcome;
    }

    /** What was lost long ago has not run out of time now. */
    private static boolean wasLostBefore(Failure because, SubagentExit exit) {
        boolean outOfTime = because.kind() == Failure.Kind.TIMEOUT || because.kind() == Failure.Kind.IDLE;
        return outOfTime && exit.failure() != null && exit.failure().kind() == Failure.Kind.LOST;
    }

    /** Removes the worktree, now that its contents are on a branch. What can't be removed safely stays. */
    void cleanUp() {
        tryToCleanUp()
                .ifPresent(why ->
                        LOG.warn("the workspace of attempt {} of run {} stays: {}", order.id(), order.run(), why));
    }

    /** The same without a word: answers why it stays; empty if it is gone. */
    Optional<String> tryToCleanUp() {
        if (!order.isolated()) {
            return Optional.empty();
        }
        try {
            environment.worktrees().remove(order);
            FaultPoint.WORKSPACE_REMOVED.reached();
            return Optional.empty();
        } catch (WorkspaceException e) {
            return Optional.of(said(e));
        }
    }

    private Optional<StorageFailedException> storageTrouble(Exception error) {
        return StorageTrouble.in(error, environment.data().root(), order.base());
    }

    private static void stop(StorageFailedException trouble) {
        throw trouble;
    }

    private static String said(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
    }
}
