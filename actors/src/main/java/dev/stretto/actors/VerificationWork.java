package dev.stretto.actors;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandWords;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking side of a verification: a worktree of what is verified, the command in it, its end. */
final class VerificationWork {
    /** The folder of the files that verifications leave. Its name can't be a task's: an id begins with a letter or a digit. */
    private static final String FILES = "_verification";

    /** So often in a row may a verification be gone without a trace; then it seems to end its engine itself. */
    private static final int MOST_LOST = 10;

    /** Tells the fault points of trials from those of the result's verification. */
    private static final String OF_TRIAL = "trial";

    private static final Logger LOG = LoggerFactory.getLogger(VerificationWork.class);

    private final StartedRun state;
    private final String run;
    private final SynthesisSpec.Verify verify;
    private final Optional<String> commit;
    private final String name;
    private final String folder;
    private final String detail;
    private final RunEnvironment environment;
    private volatile @Nullable RunningSubagent running;
    private volatile boolean stopped;

    private VerificationWork(
            StartedRun state,
            SynthesisSpec.Verify verify,
            Optional<String> commit,
            String name,
            String folder,
            RunEnvironment environment) {
        this.state = state;
        this.run = state.context().run();
        this.verify = verify;
        this.commit = commit;
        this.name = name;
        this.folder = folder;
        this.detail = name.isEmpty() ? "" : OF_TRIAL;
        this.environment = environment;
    }

    /** The verification of everything that was merged. */
    static VerificationWork ofResult(StartedRun state, Effect.Verify effect, RunEnvironment environment) {
        return new VerificationWork(
                state, effect.verify(), effect.commit(), "", VerificationFolders.OF_RESULT, environment);
    }

    /** The verification of one of several subsets, at the same time as others. */
    static VerificationWork ofTrial(
            StartedRun state, SynthesisSpec.Verify verify, String commit, String key, RunEnvironment environment) {
        return new VerificationWork(
                state, verify, Optional.of(commit), key + "-", VerificationFolders.ofTrial(key), environment);
    }

    /**
     * Runs the verification to its end, or to its limit. What an earlier engine began is re-attached; only if nobody knows how
     * that ended, it is run again, unless it was lost so too often.
     *
     * @throws StorageFailedException if its output can't be stored
     */
    Verification execute() throws WorkspaceException {
        int number = 1;
        while (true) {
            AttemptFiles files = files(number);
            Optional<RunningSubagent> earlier = environment.commands().reattach(files);
            Verification found = earlier.isPresent() ? await(earlier.get(), files) : start(files);
            boolean lost = earlier.isPresent() && isLost(earlier.get()) && number < MOST_LOST && !stopped;
            if (!lost) {
                environment.gate().through(() -> {
                    cleanUp();
                    return found;
                });
                FaultPoint.VERIFICATION_ENDED.reached(detail);
                return found;
            }
            number++;
        }
    }

    private void cleanUp() {
        Optional<PinnedBase> base = state.context().base();
        if (base.isPresent()) {
            try {
                VerificationCheckout.remove(base.get(), checkout());
                environment.worktrees().removeEmptyFolders(run, base.get());
            } catch (WorkspaceException e) {
                LOG.warn("the checkout for a verification of run {} stays: {}", run, e.getMessage());
            }
        }
    }

    /** Ends it, with its whole process group. */
    void stop() {
        stopped = true;
        RunningSubagent subagent = running;
        if (subagent != null) {
            subagent.stop(environment.grace());
        }
    }

    private Verification start(AttemptFiles files) throws WorkspaceException {
        Instant start = environment.clock().instant();
        if (stopped) {
            return new Verification(verify.command(), null, false, "cancelled", null, start, start);
        }
        Path directory = environment.gate().through(this::checkedOut);
        try {
            RunningSubagent subagent = environment
                    .gate()
                    .through(() -> environment
                            .commands()
                            .start(
                                    CommandWords.replaced(verify.command(), run),
                                    Map.of("STRETTO_RUN", run),
                                    directory,
                                    files,
                                    () -> stopped));
            FaultPoint.VERIFICATION_STARTED.reached(detail);
            return await(subagent, files);
        } catch (SubagentStartException e) {
            Optional<StorageFailedException> trouble = StorageTrouble.in(e);
            if (trouble.isPresent()) {
                throw trouble.get();
            }
            return new Verification(
                    verify.command(),
                    null,
                    false,
                    e.getMessage(),
                    null,
                    start,
                    environment.clock().instant());
        }
    }

    private Path checkedOut() throws WorkspaceException {
        Optional<PinnedBase> base = state.context().base();
        return base.isEmpty() || commit.isEmpty()
                ? directory()
                : VerificationCheckout.checkout(base.get(), commit.get(), checkout());
    }

    private Verification await(RunningSubagent subagent, AttemptFiles files) {
        running = subagent;
        if (stopped) {
            subagent.stop(environment.grace());
        }
        boolean inTime = await(subagent);
        return environment.gate().through(() -> ended(subagent, inTime, files));
    }

    private Verification ended(RunningSubagent subagent, boolean inTime, AttemptFiles files) {
        SubagentExit exit = EndedSubagent.of("the verification of run " + run, subagent, environment)
                .exit();
        boolean passed = inTime && exit.failure() == null;
        return new Verification(
                verify.command(),
                exit.exitCode(),
                passed,
                passed ? null : message(inTime, exit),
                output(files),
                subagent.startedAt(),
                exit.at());
    }

    private static boolean isLost(RunningSubagent subagent) {
        Failure failure = subagent.exit().join().failure();
        return failure != null && failure.kind() == Failure.Kind.LOST;
    }

    /** Each round of the run, and each try in it, has files of its own. */
    private AttemptFiles files(int number) {
        return new AttemptFiles(
                environment.data().attempts().resolve(run).resolve(FILES).resolve(state.round() + "-" + name + number));
    }

    private Path checkout() {
        return environment.data().workspaces().resolve(run).resolve(folder);
    }

    private boolean await(RunningSubagent subagent) {
        Duration left = verify.timeout().minus(subagent.age());
        try {
            subagent.exit().get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit never fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String message(boolean inTime, SubagentExit exit) {
        if (!inTime) {
            return "still running after " + Durations.format(verify.timeout()) + "; it was stopped";
        }
        String failed =
                exit.failure() == null ? "it did not pass" : exit.failure().message();
        return exit.summary() == null ? failed : failed + "; its output ends with:\n" + exit.summary();
    }

    private Path directory() {
        return Optional.ofNullable(state.context().plan().workspace())
                .map(workspace -> Path.of(workspace.repository()))
                .orElse(environment.data().root());
    }

    /** Standard output and standard error, one after the other. */
    private @Nullable Artifact output(AttemptFiles files) {
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
            return Files.size(both) == 0 ? null : environment.artifacts().store(both);
        } catch (IOException e) {
            throw new StorageFailedException(
                    "the output of the verification can't be stored: " + DataDirectory.reason(e), e);
        }
    }
}
