package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step on this machine: what a task's work, a resolution, a verification and a trial have in common. Each of its methods may be
 * called again after a crash.
 */
abstract class LocalStep implements Step {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStep.class);

    private final StepId id;
    private final LocalSession session;
    private volatile boolean givenUp;
    private volatile @Nullable CompletableFuture<CommandSlots.Slot> slot;
    private volatile @Nullable RunningSubagent running;

    LocalStep(StepId id, LocalSession session) {
        this.id = id;
        this.session = session;
    }

    /** The files that it leaves. */
    abstract AttemptFiles files();

    /** What it works on; null without a repository. */
    abstract @Nullable PinnedBase base();

    /** What it comes to, if that is known without launching it; otherwise what there is to do before it is launched. */
    Optional<RunCommand> known() throws WorkspaceException, GitException {
        return Optional.empty();
    }

    /** What an earlier engine has launched; empty if nothing was. */
    abstract Optional<RunningSubagent> reattach();

    /**
     * Makes the workspace, or finds it.
     *
     * @param launchedBefore true if something is at work in it, or has been
     */
    abstract void prepare(boolean launchedBefore) throws WorkspaceException;

    /** What it finds around it. */
    abstract Surroundings surroundings();

    /** Its worktree, as it was prepared; empty if it has none. */
    abstract Optional<Provisioning> worktree() throws WorkspaceException;

    /**
     * Starts what carries it out.
     *
     * @param variables what it finds in its environment besides what it inherits
     * @param unwanted true once it is not worth waiting any more until a machine that is full can start it
     */
    abstract RunningSubagent start(Map<String, String> variables, BooleanSupplier unwanted)
            throws SubagentStartException, WorkspaceException;

    /** What has to be recorded of it, now that it has ended. */
    abstract RunCommand collected(EndedSubagent ended, @Nullable Failure failure);

    /** Removes its workspace; answers why it stays, empty if it is gone or there is none. */
    abstract Optional<String> tryToCleanUp();

    /** Where it works; empty without a worktree. */
    Optional<WorkspaceRef> workspace() {
        return Optional.empty();
    }

    @Override
    public final StepId id() {
        return id;
    }

    @Override
    public final int epoch() {
        return session.epoch();
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    final NodeServices services() {
        return session.services();
    }

    final LocalSession session() {
        return session;
    }

    @Override
    public final CompletableFuture<Launch> launch() {
        if (!mayBlock()) {
            return CompletableFuture.completedFuture(launch(CommandSlots.NONE_NEEDED.join()));
        }
        Executor blocking = services().background().executor();
        return CompletableFuture.runAsync(() -> {}, blocking)
                .thenCompose(ready -> takeSlot())
                .thenApplyAsync(this::launch, blocking);
    }

    /** What has been at work since before an earlier engine ended is so whether there is a slot or not. */
    private CompletableFuture<CommandSlots.Slot> takeSlot() {
        CommandSlots slots = services().processes().slots();
        CompletableFuture<CommandSlots.Slot> asked = !needsSlot()
                ? CommandSlots.NONE_NEEDED
                : Files.exists(files().process()) ? CompletableFuture.completedFuture(slots.takeAnyway()) : slots.ask();
        slot = asked;
        if (givenUp && needsSlot()) {
            asked.cancel(false);
        }
        return asked;
    }

    /** False for what is no process. */
    boolean needsSlot() {
        return true;
    }

    @Override
    public Optional<RunCommand> started(Launch.Running launched) {
        return Optional.empty();
    }

    @Override
    public final boolean giveUp() {
        givenUp = true;
        CompletableFuture<CommandSlots.Slot> asked = slot;
        return asked != null && needsSlot() && asked.cancel(false);
    }

    final boolean isGivenUp() {
        return givenUp;
    }

    /** @param taken given back when the subagent has ended, whoever looks after it by then */
    private Launch launch(CommandSlots.Slot taken) {
        RunningSubagent begun = null;
        try {
            Launch launch = session.guarded(this::reattachOrStart);
            begun = running;
            return launch;
        } finally {
            if (begun == null) {
                taken.close();
            } else if (mayBlock()) {
                var unused = begun.exit().thenRun(taken::close);
            }
        }
    }

    private Launch reattachOrStart() {
        try {
            Optional<RunCommand> known = known();
            if (known.isPresent()) {
                return new Launch.Known(known.get());
            }
            Optional<RunningSubagent> earlier = earlier();
            RunningSubagent begun = earlier.isPresent() ? attached(earlier.get()) : started();
            running = begun;
            return new Launch.Running(begun, workspace());
        } catch (SetUpFailedException e) {
            return couldNot(setUpFailure(), e);
        } catch (WorkspaceException | GitException e) {
            return couldNot(Failure.Kind.WORKSPACE, e);
        } catch (SubagentStartException e) {
            return couldNot(Failure.Kind.START, e);
        }
    }

    private Optional<RunningSubagent> earlier() {
        try {
            return reattach();
        } catch (UncheckedIOException e) {
            throw new StorageFailedException("nobody can tell whether " + named() + " is at work: " + said(e), e);
        }
    }

    /** One that was launched is never launched again, even if its workspace can't be looked at: it may be at work, and has cost something. */
    private RunningSubagent attached(RunningSubagent subagent) {
        try {
            prepare(true);
            return subagent;
        } catch (WorkspaceException e) {
            subagent.release();
            throw new StorageFailedException(
                    named() + ", which was launched before, can't be looked after: " + said(e), e);
        }
    }

    private RunningSubagent started() throws WorkspaceException, SubagentStartException {
        prepare(false);
        Map<String, String> variables = needsSlot() || hasWorkspace() ? surrounded() : Map.of();
        try {
            return start(variables, () -> givenUp);
        } catch (SubagentStartException e) {
            // It was just started by an actor that has been stopped since.
            Optional<RunningSubagent> meanwhile = earlier();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            throw e;
        }
    }

    private Map<String, String> surrounded() throws WorkspaceException, SubagentStartException {
        Surroundings surroundings = surroundings();
        Map<String, String> variables = needsSlot() ? surroundings.takeEnvironment() : surroundings.values();
        Optional<Provisioning> worktree = worktree();
        if (worktree.isPresent()) {
            setUp(surroundings, worktree.get(), variables);
        }
        return variables;
    }

    /** A set-up that fails is a failure of the step, unless that says otherwise. */
    void setUp(Surroundings surroundings, Provisioning worktree, Map<String, String> variables)
            throws WorkspaceException {
        surroundings.setUp(worktree, variables, id.step() == StepKind.TASK, () -> givenUp);
    }

    /** What kind of failure a failed set-up is. */
    Failure.Kind setUpFailure() {
        return Failure.Kind.WORKSPACE;
    }

    /** One that nobody wants any more, and of which nothing is under way, need not be launched once that is possible. */
    private Launch couldNot(Failure.Kind kind, Exception reason) {
        if (!givenUp) {
            refuseIfOfStorage(reason);
        }
        if (!hasWorkspace()) {
            surroundings().release();
        }
        return new Launch.NotLaunched(new Failure(kind, said(reason)));
    }

    @Override
    public Duration quiet() {
        return session.guarded(
                () -> new SignsOfLife(subagent(), this::lastChange, services().clock()).quiet());
    }

    /** When a file was last changed where it works. */
    Instant lastChange() {
        return Instant.EPOCH;
    }

    @Override
    public final RunCommand collect(@Nullable Failure because) {
        return session.guarded(() -> {
            EndedSubagent ended = EndedSubagent.of(named(), subagent(), services());
            if (!hasWorkspace() && needsSlot()) {
                surroundings().release();
            }
            Failure own = ended.exit().failure();
            return collected(ended, because == null || wasLostBefore(because, ended.exit()) ? own : because);
        });
    }

    /** What was lost long ago has not run out of time now. */
    private static boolean wasLostBefore(Failure because, SubagentExit exit) {
        boolean outOfTime = because.kind() == Failure.Kind.TIMEOUT || because.kind() == Failure.Kind.IDLE;
        return outOfTime && isLost(exit.failure());
    }

    static boolean isLost(@Nullable Failure failure) {
        return failure != null && failure.kind() == Failure.Kind.LOST;
    }

    @Override
    public final void cleanUp() {
        session.guarded(() -> {
            tearDown();
            tryToCleanUp().ifPresent(why -> LOG.warn("the workspace of {} stays: {}", named(), why));
            return id;
        });
    }

    /** What the set-up has begun, the tear-down ends. Only then can others have the step's slot and ports. */
    final void tearDown() {
        Surroundings surroundings = surroundings();
        if (surroundings.runCommands()) {
            try {
                worktree().flatMap(surroundings::tearDown).ifPresent(why -> LOG.warn("{}: {}", named(), why));
            } catch (WorkspaceException e) {
                LOG.warn("the workspace of {} was not torn down: {}", named(), said(e));
            }
        }
        surroundings.endCommands();
        surroundings.release();
    }

    @Override
    public final void release() {
        RunningSubagent begun = running;
        if (begun != null) {
            begun.release();
        }
    }

    @Override
    public final void endAbandoned() {
        session.guarded(() -> {
            earlier().ifPresent(subagent -> subagent.stop(services().processes().grace()));
            surroundings().endCommands();
            surroundings().release();
            return id;
        });
    }

    private RunningSubagent subagent() {
        RunningSubagent begun = running;
        if (begun == null) {
            throw new IllegalStateException(named() + " has not been launched");
        }
        return begun;
    }

    /** What to call it in messages. */
    final String named() {
        String what = switch (id.step()) {
            case TASK -> "attempt " + id.attempt();
            case RESOLUTION -> "the resolver of task '" + id.attempt().task() + "'";
            case VERIFICATION -> "the verification";
            case TRIAL -> "a trial of the verification";
        };
        return what + " of run " + id.run();
    }

    /** @throws StorageFailedException if what went wrong is that something can't be stored at present */
    final void refuseIfOfStorage(Exception reason) {
        Optional<StorageFailedException> trouble =
                StorageTrouble.in(reason, services().data().root(), base());
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    static String said(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
    }
}
