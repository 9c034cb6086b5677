package dev.stretto.actors;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up the workspaces of attempts and resolvers that are over: those whose engine was killed after it had recorded their
 * outcome and before it had cleaned them up.
 */
final class CleanUp implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    private final StartedRun run;
    private final RunEnvironment environment;
    private final Path workspaces;

    CleanUp(StartedRun run, RunEnvironment environment) {
        this.run = run;
        this.environment = environment;
        this.workspaces = environment.data().workspaces().resolve(run.context().run());
    }

    /** True if there may be something to clean up. */
    boolean needed() {
        return Files.isDirectory(workspaces);
    }

    @Override
    public void run() {
        try {
            for (AttemptId attempt : environment.worktrees().left(run.context().run())) {
                if (over(attempt)) {
                    cleanUp(AttemptOrder.of(run, attempt));
                }
            }
            ResolutionFolders.cleanUp(run, environment);
            if (run.finished()) {
                VerificationFolders.cleanUp(run, environment);
            }
            clearFolders();
        } catch (IOException | WorkspaceException e) {
            LOG.warn("what is left in {} could not be looked at: {}", workspaces, e.getMessage());
        }
    }

    /** That something stays was said while the run was not over. */
    private void cleanUp(AttemptOrder order) {
        AttemptWork work = new AttemptWork(order, Optional.empty(), environment);
        if (run.finished()) {
            var unused = work.tryToCleanUp();
        } else {
            work.cleanUp();
        }
    }

    private void clearFolders() throws WorkspaceException {
        Optional<PinnedBase> base = run.context().base();
        if (base.isPresent()) {
            environment.worktrees().removeEmptyFolders(run.context().run(), base.get());
        }
    }

    private boolean over(AttemptId attempt) {
        return run.progressOf(attempt.task())
                .filter(progress -> attempt.attempt() < progress.attempt()
                        || (attempt.attempt() == progress.attempt() && progress.status() != TodoStatus.IN_PROGRESS))
                .isPresent();
    }
}
