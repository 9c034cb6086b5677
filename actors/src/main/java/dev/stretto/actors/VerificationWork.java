package dev.stretto.actors;

import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.Artifact;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.subagents.git.VerificationCheckout;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The blocking side of a verification: a worktree of the merged result, the command in it, its end. */
final class VerificationWork {
    /** The folder's name can't be a task's: an id begins with a letter or a digit. */
    private static final String FOLDER = "_verification";

    private final String run;
    private final StartedRun state;
    private final SynthesisSpec.Verify verify;
    private final Optional<String> commit;
    private final RunEnvironment environment;
    private volatile @Nullable RunningSubagent running;
    private volatile boolean stopped;

    VerificationWork(String run, StartedRun state, Effect.Verify effect, RunEnvironment environment) {
        this.run = run;
        this.state = state;
        this.verify = effect.verify();
        this.commit = effect.commit();
        this.environment = environment;
    }

    /** Runs the verification to its end, or to its limit. */
    Verification carryOut() throws WorkspaceException {
        Path checkout = environment.data().workspaces().resolve(run).resolve(FOLDER);
        Optional<PinnedBase> base = state.context().base();
        if (base.isEmpty() || commit.isEmpty()) {
            return run(directory());
        }
        try {
            return run(VerificationCheckout.checkout(base.get(), commit.get(), checkout));
        } finally {
            VerificationCheckout.remove(base.get(), checkout);
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

    private Verification run(Path directory) {
        AttemptFiles files =
                new AttemptFiles(environment.data().attempts().resolve(run).resolve(FOLDER));
        Instant start = environment.clock().instant();
        try {
            RunningSubagent subagent =
                    environment.commands().start(verify.command(), Map.of("STRETTO_RUN", run), directory, files);
            running = subagent;
            if (stopped) {
                subagent.stop(environment.grace());
            }
            boolean inTime = await(subagent);
            subagent.stop(environment.grace());
            SubagentExit exit = subagent.exit().join();
            boolean passed = inTime && exit.failure() == null;
            return new Verification(
                    verify.command(),
                    exit.exitCode(),
                    passed,
                    passed ? null : message(inTime, exit),
                    output(files),
                    start,
                    exit.at());
        } catch (SubagentStartException e) {
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

    private boolean await(RunningSubagent subagent) {
        try {
            subagent.exit().get(verify.timeout().toMillis(), TimeUnit.MILLISECONDS);
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
        return exit.failure() == null ? "it did not pass" : exit.failure().message();
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
            throw new UncheckedIOException("the output of the verification could not be kept", e);
        }
    }
}
