package dev.stretto.actors;

import dev.stretto.engine.run.Artifact;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Failure;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.WorkResult;
import dev.stretto.engine.run.WorkspaceRef;
import dev.stretto.engine.scope.Scope;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.Worktree;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking side of an attempt: workspace, subagent, gathering, clearing away. Each step may be done again after a crash. */
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
        <T> T fold(Function<Begun, T> onBegun, Function<Failure, T> onFailure) {
            if (begun != null) {
                return onBegun.apply(begun);
            }
            return onFailure.apply(failure != null ? failure : new Failure(Failure.Kind.INTERNAL, "it did not begin"));
        }
    }

    private final AttemptOrder order;
    private final Optional<String> directory;
    private final RunEnvironment environment;
    private final AttemptFiles files;

    AttemptWork(AttemptOrder order, Optional<String> directory, RunEnvironment environment) {
        this.order = order;
        this.directory = directory;
        this.environment = environment;
        this.files = AttemptFiles.in(environment.data().attempts(), order.run(), order.id());
    }

    /** Makes the workspace and starts the subagent, or takes up what an earlier engine began. */
    Beginning begin() {
        try {
            Optional<Worktree> worktree =
                    order.isolated() ? Optional.of(environment.worktrees().prepare(order)) : Optional.empty();
            return new Beginning(new Begun(adoptOrStart(worktree), worktree), null);
        } catch (WorkspaceException e) {
            return new Beginning(null, new Failure(Failure.Kind.WORKSPACE, said(e)));
        } catch (SubagentStartException e) {
            return new Beginning(null, new Failure(Failure.Kind.START, said(e)));
        }
    }

    private RunningSubagent adoptOrStart(Optional<Worktree> worktree) throws SubagentStartException {
        Optional<RunningSubagent> earlier = environment.subagents().adopt(order, files);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Path workingDirectory = worktree.map(Worktree::directory)
                .or(() -> directory.map(Path::of))
                .orElse(files.directory());
        return environment.subagents().start(order, files, workingDirectory);
    }

    /** The last time that the attempt printed something or changed a file. */
    Instant lastSignOfLife(Begun begun) {
        Instant printed = begun.subagent().lastSignOfLife();
        return begun.worktree()
                .map(Worktree::lastChange)
                .filter(changed -> changed.isAfter(printed))
                .orElse(printed);
    }

    /**
     * Ends whatever still belongs to the attempt and gathers what it left behind.
     *
     * @param because why it was ended; null if it ended by itself
     */
    Outcome finish(Begun begun, @Nullable Failure because) {
        begun.subagent().stop(environment.grace());
        SubagentExit exit = begun.subagent().exit().join();
        Failure failure = because != null ? because : exit.failure();
        WorkResult result = null;
        if (begun.worktree().isPresent()) {
            try {
                result = begun.worktree().get().harvest(Scope.of(order.task().writes()));
            } catch (WorkspaceException e) {
                Failure lost = new Failure(Failure.Kind.WORKSPACE, said(e));
                failure = failure == null ? lost : new Failure(failure.kind(), failure.message() + "; " + said(e));
            }
        }
        return new Outcome(
                failure,
                begun.subagent().startedAt(),
                exit.at(),
                exit.exitCode(),
                summary(exit),
                artifact(files.stdout()),
                artifact(files.stderr()),
                result,
                exit.usage(),
                exit.session());
    }

    /** Removes the worktree, now that its contents are on a branch. What can't be removed safely stays. */
    void clearAway() {
        if (!order.isolated()) {
            return;
        }
        try {
            Optional<Worktree> worktree = environment.worktrees().find(order);
            if (worktree.isPresent()) {
                worktree.get().remove();
            }
        } catch (WorkspaceException e) {
            LOG.warn("the workspace of attempt {} of run {} stays: {}", order.id(), order.run(), said(e));
        }
    }

    private static @Nullable String summary(SubagentExit exit) {
        if (exit.notice() == null) {
            return exit.summary();
        }
        return exit.summary() == null ? exit.notice() : exit.summary() + "\n[" + exit.notice() + "]";
    }

    private @Nullable Artifact artifact(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0
                    ? environment.artifacts().store(file)
                    : null;
        } catch (IOException e) {
            LOG.warn("the output of attempt {} of run {} stays in {}: {}", order.id(), order.run(), file, said(e));
            return null;
        }
    }

    private static String said(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
    }
}
