package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepLimits;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.EscapedTaskId;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunCommand.RecordLostStep;
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
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentStartException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resolver's work: a worktree with the conflict in it, the resolver in that, and what it has made of it. Whatever goes wrong, the
 * task stays on its branch with the reason why, and what the resolver left is kept.
 */
final class ResolutionStep extends LocalStep {
    private static final Logger LOG = LoggerFactory.getLogger(ResolutionStep.class);

    /** The folder of the files that resolvers leave. Its name can't be a task's: an id begins with a letter or a digit. */
    static final String FILES = "_resolution";

    private final ResolutionOrder order;
    private volatile @Nullable ConflictCheckout checkout;

    ResolutionStep(ResolutionOrder order, LocalSession session) {
        super(order.id(), session);
        this.order = order;
    }

    @Override
    public StepLimits limits() {
        return new StepLimits(order.resolver().timeout(), order.resolver().idle());
    }

    @Override
    public boolean hasWorkspace() {
        return true;
    }

    /** Each round of the run, each task in it, and each try has files of its own. */
    @Override
    AttemptFiles files() {
        String name = order.round() + "-" + EscapedTaskId.of(order.task());
        Path all = services().data().attempts().resolve(order.run()).resolve(FILES);
        // No task's name has a plus in it.
        return new AttemptFiles(all.resolve(order.attempt() == 1 ? name : name + "+" + order.attempt()));
    }

    /** True if a folder is one that {@link #files} names for a try at this task. */
    static boolean isOf(String task, Path folder) {
        return String.valueOf(folder.getFileName())
                .matches("\\d+-" + Pattern.quote(EscapedTaskId.of(task)) + "(\\+\\d+)?");
    }

    @Override
    PinnedBase base() {
        return order.base();
    }

    @Override
    Optional<RunningSubagent> reattach() {
        return services().processes().subagents().reattach(asAttempt(order.prompt()), files());
    }

    @Override
    void prepare(boolean launchedBefore) throws WorkspaceException {
        checkout = ConflictCheckout.prepare(order, services().data().workspaces());
    }

    @Override
    Surroundings surroundings() {
        return new Surroundings(
                order.run(), order.provision(), order.environment(), hasWorkspace(), files(), session());
    }

    /** Conflict markers in a lock file, for instance, are what the resolver is there for. */
    @Override
    void setUp(Surroundings surroundings, Provisioning worktree, Map<String, String> variables)
            throws WorkspaceException {
        try {
            super.setUp(surroundings, worktree, variables);
        } catch (SetUpFailedException e) {
            LOG.warn("{} begins all the same: {}", named(), e.getMessage());
        }
    }

    @Override
    Optional<Provisioning> worktree() {
        return Optional.ofNullable(checkout).map(ConflictCheckout::provisioning);
    }

    @Override
    RunningSubagent start(Map<String, String> variables, BooleanSupplier unwanted)
            throws SubagentStartException, WorkspaceException {
        AttemptOrder asked = asAttempt(order.prompt() + "\n" + checkout().sides());
        RunningSubagent started = services()
                .processes()
                .subagents()
                .start(asked, this::files, Optional.of(checkout().place().workPlace()), variables, unwanted);
        FaultPoint.RESOLVER_STARTED.reached(order.task());
        return started;
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
                order.id().attempt(),
                task,
                prompt,
                order.base(),
                true,
                List.of(order.soFar().commit()));
    }

    @Override
    Instant lastChange() {
        return checkout().lastChange();
    }

    @Override
    RunCommand collected(EndedSubagent ended, @Nullable Failure failure) {
        FaultPoint.RESOLVER_ENDED.reached(order.task());
        RunCommand collected = harvested(ended, failure);
        return failure != null && isLost(failure) ? new RecordLostStep(id(), failure.message(), collected) : collected;
    }

    private RunCommand harvested(EndedSubagent ended, @Nullable Failure failure) {
        try {
            HarvestedResolution harvested =
                    checkout().harvest(order, Optional.ofNullable(failure).map(ResolutionStep::inWords));
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
    private RefuseResolution refusal(Exception e, ResolverRun by) {
        refuseIfOfStorage(e);
        return new RefuseResolution(order.task(), said(e), by);
    }

    private static String inWords(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> "the resolver ran out of time: " + failure.message();
            case IDLE -> "the resolver showed no sign of life: " + failure.message();
            case CANCELLED -> "the resolver was stopped: " + failure.message();
            case LOST, EXIT, START, WORKSPACE, UNFINISHED, LIMIT, AUTH, INTERNAL ->
                "the resolver failed: " + failure.message();
        };
    }

    /** The resolution counts if with it the task is in the result, and everything that was in it before still is. */
    private RunCommand merged(Resolution resolution, ResolverRun by) {
        List<Resolution> resolutions = new ArrayList<>(order.resolutions());
        resolutions.add(resolution);
        List<String> wanted = new ArrayList<>(order.soFar().merged());
        wanted.add(order.task());
        try {
            MergeResult result = services()
                    .git()
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
    public RunCommand notLaunched(Failure because) {
        String why = switch (because.kind()) {
            case CANCELLED -> "cancelled before a resolver was at work";
            case START -> "the resolver could not be started: " + because.message();
            case EXIT, TIMEOUT, IDLE, LOST, WORKSPACE, UNFINISHED, LIMIT, AUTH, INTERNAL -> because.message();
        };
        return new RefuseResolution(order.task(), why, null);
    }

    @Override
    Optional<String> tryToCleanUp() {
        return ResolutionFolders.tryToCleanUp(order.base(), order.run(), order.task(), services());
    }

    private ConflictCheckout checkout() {
        ConflictCheckout prepared = checkout;
        if (prepared == null) {
            throw new IllegalStateException(named() + " has no checkout");
        }
        return prepared;
    }
}
