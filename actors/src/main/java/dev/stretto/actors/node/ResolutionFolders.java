package dev.stretto.actors.node;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.Resolving;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.conflict.ConflictCheckout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that resolvers of a run work in, beside the workspaces of its attempts. */
final class ResolutionFolders {
    private static final Logger LOG = LoggerFactory.getLogger(ResolutionFolders.class);

    private ResolutionFolders() {}

    /** Removes those of resolvers that are over. That something stays was said while the run was not over. */
    static void cleanUp(StartedRun run, NodeServices services) throws IOException {
        Path workspaces = services.data().workspaces();
        String id = run.context().run();
        Optional<PinnedBase> base = run.context().base();
        List<String> over = run.synthesis().resolving().ended().stream()
                .map(Resolving.Ended::task)
                .toList();
        if (base.isPresent()) {
            for (String task : ConflictCheckout.left(workspaces, id)) {
                if (run.finished()) {
                    var unused = tryToCleanUp(base.get(), id, task, services);
                } else if (over.contains(task)) {
                    cleanUp(base.get(), id, task, services);
                }
            }
        }
    }

    /** Keeps what is there, and removes it, unless something in it would be lost. */
    static void cleanUp(PinnedBase base, String run, String task, NodeServices services) {
        tryToCleanUp(base, run, task, services)
                .ifPresent(why ->
                        LOG.warn("the worktree of the resolver of task '{}' of run {} stays: {}", task, run, why));
    }

    /** The same without a word: answers why it stays; empty if it is gone. */
    static Optional<String> tryToCleanUp(PinnedBase base, String run, String task, NodeServices services) {
        try {
            ConflictCheckout.cleanUp(base, services.data().workspaces(), run, task);
            return Optional.empty();
        } catch (WorkspaceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
