package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.attempt.StepLimits;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.scope.Scope;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Harvested;
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.overlay.WorkPlace;
import dev.stretto.subagents.process.AgentComplaint;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A task's own work: a subagent, in a worktree of its own where the plan has a repository. */
final class TaskStep extends LocalStep {
    private final AttemptOrder order;
    private volatile @Nullable Worktree worktree;

    TaskStep(AttemptOrder order, LocalSession session) {
        super(new StepId(order.run(), order.id(), StepKind.TASK), session);
        this.order = order;
    }

    @Override
    public StepLimits limits() {
        return new StepLimits(order.task().timeout(), order.task().idle());
    }

    @Override
    public boolean mayBlock() {
        return order.isolated() || needsSlot();
    }

    @Override
    boolean needsSlot() {
        return !(order.task().subagent() instanceof SubagentSpec.Function);
    }

    @Override
    public boolean hasWorkspace() {
        return order.isolated();
    }

    @Override
    AttemptFiles files() {
        return AttemptFiles.in(services().data().attempts(), order.run(), order.id());
    }

    @Override
    @Nullable
    PinnedBase base() {
        return order.base();
    }

    @Override
    Optional<RunningSubagent> reattach() {
        return services().processes().subagents().reattach(order, files());
    }

    @Override
    void prepare(boolean launchedBefore) throws WorkspaceException {
        if (order.isolated()) {
            worktree = services().git().worktrees().prepare(order);
        }
        if (launchedBefore) {
            watch();
        }
        FaultPoint.WORKSPACE_MADE.reached();
    }

    private void watch() {
        PinnedBase base = order.base();
        if (order.isolated() && base != null) {
            services().git().watch().begin(base, id());
        }
    }

    /** What the set-up does to the user's repository is the user's own doing. */
    @Override
    RunningSubagent start(Map<String, String> variables, BooleanSupplier unwanted) throws SubagentStartException {
        watch();
        Optional<WorkPlace> place = Optional.ofNullable(worktree)
                .map(Worktree::workPlace)
                .or(() -> Optional.ofNullable(order.directory()).map(Path::of).map(WorkPlace::of));
        return services().processes().subagents().start(order, this::files, place, variables, unwanted);
    }

    @Override
    Surroundings surroundings() {
        return new Surroundings(
                order.run(), order.provision(), order.task().environment(), hasWorkspace(), files(), session());
    }

    @Override
    Optional<Provisioning> worktree() throws WorkspaceException {
        if (!order.isolated()) {
            return Optional.empty();
        }
        Worktree own = worktree;
        Optional<Worktree> there = own == null ? services().git().worktrees().find(order) : Optional.of(own);
        return there.map(Worktree::provisioning);
    }

    @Override
    Optional<WorkspaceRef> workspace() {
        return Optional.ofNullable(worktree).map(Worktree::ref);
    }

    @Override
    public Optional<RunCommand> started(Launch.Running launched) {
        RunningSubagent subagent = launched.subagent();
        return subagent.process()
                .map(process -> new RunCommand.RecordStart(
                        order.id(),
                        subagent.startedAt(),
                        process,
                        launched.workspace().orElse(null),
                        order.prompt()));
    }

    @Override
    Instant lastChange() {
        Worktree own = worktree;
        return own == null ? Instant.EPOCH : own.lastChange();
    }

    @Override
    RunCommand collected(EndedSubagent ended, @Nullable Failure because) {
        FaultPoint.SUBAGENT_ENDED.reached();
        Failure failure = because;
        WorkResult result = null;
        List<String> notices = new ArrayList<>();
        Worktree own = worktree;
        if (own != null) {
            try {
                Harvested harvested = own.harvest(Scope.of(order.task().writes()));
                notices.addAll(harvested.notices());
                result = harvested.work();
                if (harvested.unfinished() != null
                        && failure == null
                        && ended.exit().failure() == null) {
                    failure = new Failure(Failure.Kind.UNFINISHED, harvested.unfinished());
                } else if (harvested.unfinished() != null) {
                    notices.add(harvested.unfinished());
                }
            } catch (WorkspaceException e) {
                refuseIfOfStorage(e);
                Failure lost = new Failure(Failure.Kind.WORKSPACE, said(e));
                failure = failure == null ? lost : new Failure(failure.kind(), failure.message() + "; " + said(e));
            }
            Optional.ofNullable(order.base())
                    .ifPresent(base -> notices.addAll(services().git().watch().end(base, id())));
        }
        if (failure == null && result != null && result.files().isEmpty()) {
            failure = complained(ended.exit(), notices);
        }
        Outcome outcome = ended.outcome(failure, result, notices);
        FaultPoint.OUTPUT_STORED.reached();
        return new RunCommand.RecordOutcome(order.id(), outcome);
    }

    /** A coding agent may end with 0 although it could not begin. Of any other command, its words may be its work. */
    private @Nullable Failure complained(SubagentExit exit, List<String> notices) {
        Optional<AgentComplaint> complaint = Optional.ofNullable(exit.summary()).flatMap(AgentComplaint::in);
        if (complaint.isEmpty()) {
            return null;
        }
        String said = "it has changed nothing, and said: " + complaint.get().said();
        if (order.task().subagent() instanceof SubagentSpec.Profile) {
            return new Failure(complaint.get().kind(), said);
        }
        notices.add(said);
        return null;
    }

    @Override
    public RunCommand notLaunched(Failure because) {
        Optional.ofNullable(order.base())
                .ifPresent(base -> services().git().watch().end(base, id()));
        return new RunCommand.RecordOutcome(
                order.id(), Outcome.failed(because, services().clock().instant()));
    }

    @Override
    Optional<String> tryToCleanUp() {
        if (!order.isolated()) {
            return Optional.empty();
        }
        try {
            services().git().worktrees().remove(order);
            FaultPoint.WORKSPACE_REMOVED.reached();
            return Optional.empty();
        } catch (WorkspaceException e) {
            return Optional.of(said(e));
        }
    }
}
