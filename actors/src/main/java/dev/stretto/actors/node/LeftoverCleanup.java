package dev.stretto.actors.node;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.process.AttemptFiles;
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
final class LeftoverCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverCleanup.class);

    private final StartedRun run;
    private final LocalSession session;
    private final Path workspaces;

    LeftoverCleanup(StartedRun run, LocalSession session) {
        this.run = run;
        this.session = session;
        this.workspaces =
                session.services().data().workspaces().resolve(run.context().run());
    }

    void run() {
        if (!Files.isDirectory(workspaces)) {
            return;
        }
        try {
            NodeServices services = session.services();
            for (AttemptId attempt :
                    services.git().worktrees().left(run.context().run())) {
                if (over(attempt)) {
                    cleanUp(AttemptOrder.of(run, attempt));
                }
            }
            ResolutionFolders.cleanUp(run, services);
            if (run.finished()) {
                endCommands(services);
                VerificationFolders.cleanUp(run, services);
            }
            cleanUpFolders();
        } catch (IOException | WorkspaceException e) {
            LOG.warn("what is left in {} could not be looked at: {}", workspaces, e.getMessage());
        }
    }

    /** What set-ups of verifications and resolvers have left running, with the numbers that they had. */
    private void endCommands(NodeServices services) {
        Path files = services.data().attempts().resolve(run.context().run());
        for (AttemptFiles step : PastSetUps.steps(files)) {
            for (String command : Surroundings.COMMANDS) {
                services.processes()
                        .commands()
                        .reattach(step.beside(command))
                        .ifPresent(running -> running.stop(services.processes().grace()));
            }
            services.processes().leases().release(step);
        }
    }

    /** That something stays was said while the run was not over. */
    private void cleanUp(AttemptOrder order) {
        TaskStep step = new TaskStep(order, session);
        if (run.finished()) {
            step.tearDown();
            var unused = step.tryToCleanUp();
        } else {
            step.cleanUp();
        }
    }

    private void cleanUpFolders() throws WorkspaceException {
        Optional<PinnedBase> base = run.context().base();
        if (base.isPresent()) {
            session.services()
                    .git()
                    .worktrees()
                    .removeEmptyFolders(run.context().run(), base.get());
        }
    }

    private boolean over(AttemptId attempt) {
        return run.progressOf(attempt.task())
                .filter(progress -> attempt.attempt() < progress.attempt()
                        || (attempt.attempt() == progress.attempt() && progress.status() != TodoStatus.IN_PROGRESS))
                .isPresent();
    }
}
