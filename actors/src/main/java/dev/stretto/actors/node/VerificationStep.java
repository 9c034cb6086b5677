package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepLimits;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.engine.synthesis.VerificationOrder;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import dev.stretto.subagents.overlay.WorkPlace;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandWords;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run of the plan's verification: a checkout of what is verified, and the command in it. */
class VerificationStep extends LocalStep {
    /** The folder of the files that verifications leave. Its name can't be a task's: an id begins with a letter or a digit. */
    private static final String FILES = "_verification";

    private final VerificationOrder order;
    private final String folder;
    private final String filePrefix;
    private final String faultDetail;

    /**
     * A verification.
     *
     * @param folder the name of the folder of its checkout
     * @param filePrefix what its files' names have besides the round and the number of the try
     * @param faultDetail tells its fault points from those of others
     */
    VerificationStep(
            StepId id,
            VerificationOrder order,
            String folder,
            String filePrefix,
            String faultDetail,
            LocalSession session) {
        super(id, session);
        this.order = order;
        this.folder = folder;
        this.filePrefix = filePrefix;
        this.faultDetail = faultDetail;
    }

    /** The verification of everything that was merged. */
    static VerificationStep ofResult(VerificationOrder order, LocalSession session) {
        return new VerificationStep(order.id(), order, VerificationFolders.OF_RESULT, "", "", session);
    }

    /** What is verified. */
    @Nullable
    String commit() {
        return order.commit();
    }

    /** What has to be recorded of what the verification came to. */
    RunCommand recorded(Verification verification) {
        return new RunCommand.RecordVerification(verification);
    }

    @Override
    public final StepLimits limits() {
        return new StepLimits(order.verify().timeout(), null);
    }

    @Override
    public final boolean hasWorkspace() {
        return order.base() != null;
    }

    /** Each round of the run, and each try in it, has files of its own. */
    @Override
    final AttemptFiles files() {
        return new AttemptFiles(services()
                .data()
                .attempts()
                .resolve(order.run())
                .resolve(FILES)
                .resolve(order.round() + "-" + filePrefix + order.attempt()));
    }

    @Override
    final @Nullable PinnedBase base() {
        return order.base();
    }

    @Override
    final Optional<RunningSubagent> reattach() {
        return services().processes().commands().reattach(files());
    }

    @Override
    final void prepare(boolean launchedBefore) throws WorkspaceException {
        PinnedBase base = order.base();
        String commit = commit();
        if (!launchedBefore && base != null && commit != null) {
            VerificationCheckout.checkout(base, commit, checkout());
        }
    }

    @Override
    final Surroundings surroundings() {
        return new Surroundings(
                order.run(), order.provision(), order.environment(), hasWorkspace(), files(), session());
    }

    /** Where some task's work breaks the set-up, the verification fails with that task. */
    @Override
    final Failure.Kind setUpFailure() {
        return Failure.Kind.START;
    }

    @Override
    final Optional<Provisioning> worktree() throws WorkspaceException {
        PinnedBase base = order.base();
        return base != null && Files.isDirectory(checkout())
                ? Optional.of(VerificationCheckout.provisioning(base, checkout()))
                : Optional.empty();
    }

    @Override
    final RunningSubagent start(Map<String, String> variables, BooleanSupplier unwanted)
            throws SubagentStartException, WorkspaceException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("STRETTO_RUN", order.run());
        RunningSubagent started = services()
                .processes()
                .commands()
                .start(
                        CommandWords.replaced(order.verify().command(), order.run()),
                        environment,
                        worktree().map(Provisioning::workPlace).orElseGet(() -> WorkPlace.of(directory())),
                        files(),
                        unwanted);
        FaultPoint.VERIFICATION_STARTED.reached(faultDetail);
        return started;
    }

    private Path directory() {
        if (order.base() != null && commit() != null) {
            return checkout();
        }
        return order.directory() == null ? services().data().root() : Path.of(order.directory());
    }

    private Path checkout() {
        return services().data().workspaces().resolve(order.run()).resolve(folder);
    }

    @Override
    final RunCommand collected(EndedSubagent ended, @Nullable Failure failure) {
        SubagentExit exit = ended.exit();
        Verification verification = new Verification(
                order.verify().command(),
                exit.exitCode(),
                failure == null,
                failure == null ? null : message(failure, exit),
                output(),
                ended.startedAt(),
                exit.at());
        FaultPoint.VERIFICATION_ENDED.reached(faultDetail);
        RunCommand recorded = recorded(verification);
        return failure != null && isLost(failure)
                ? new RunCommand.RecordLostStep(id(), failure.message(), recorded)
                : recorded;
    }

    private static String message(Failure failure, SubagentExit exit) {
        boolean itsOwn = failure.equals(exit.failure());
        return !itsOwn || exit.summary() == null
                ? failure.message()
                : failure.message() + "; its output ends with:\n" + exit.summary();
    }

    /** One that can't be checked out, or that was cancelled, says nothing about the result; one that can't be started has failed. */
    @Override
    public final RunCommand notLaunched(Failure because) {
        Instant now = services().clock().instant();
        return switch (because.kind()) {
            case START ->
                recorded(new Verification(order.verify().command(), null, false, because.message(), null, now, now));
            case CANCELLED -> new RunCommand.RecordSynthesisFailure(because.message());
            case EXIT, TIMEOUT, IDLE, LOST, WORKSPACE, UNFINISHED, LIMIT, AUTH, INTERNAL ->
                new RunCommand.RecordSynthesisFailure("the verification could not be run (its limit is "
                        + Durations.format(order.verify().timeout()) + "): " + because.message());
        };
    }

    @Override
    final Optional<String> tryToCleanUp() {
        PinnedBase base = order.base();
        if (base == null) {
            return Optional.empty();
        }
        try {
            VerificationCheckout.remove(base, checkout());
            services().git().worktrees().removeEmptyFolders(order.run(), base);
            return Optional.empty();
        } catch (WorkspaceException e) {
            return Optional.of(said(e));
        }
    }

    /** Standard output and standard error, one after the other. */
    private @Nullable Artifact output() {
        AttemptFiles files = files();
        try {
            Path both = files.directory().resolve("output");
            Files.deleteIfExists(both);
            try (var out = Files.newOutputStream(both)) {
                for (Path part : List.of(files.stdout(), files.stderr())) {
                    if (Files.exists(part)) {
                        Files.copy(part, out);
                    }
                }
            }
            return Files.size(both) == 0 ? null : services().artifacts().store(both);
        } catch (IOException e) {
            throw new StorageFailedException(
                    "the output of the verification can't be stored: " + DataDirectory.reason(e), e);
        }
    }
}
