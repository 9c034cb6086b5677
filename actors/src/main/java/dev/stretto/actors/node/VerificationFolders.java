package dev.stretto.actors.node;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that verifications of a run work in, beside the workspaces. No task's id begins as their names do. */
final class VerificationFolders {
    /** Where everything that was merged is verified. */
    static final String OF_RESULT = "_verification";

    private static final String TRIAL = "_trial-";
    private static final Logger LOG = LoggerFactory.getLogger(VerificationFolders.class);

    private VerificationFolders() {}

    /** Where the subset of a trial with this key is verified. */
    static String ofTrial(String key) {
        return TRIAL + key;
    }

    /** Removes what verifications of a run that is over have left, and the folders around it in which there is nothing more. */
    static void cleanUp(StartedRun run, NodeServices services) {
        String id = run.context().run();
        Optional<PinnedBase> base = run.context().base();
        if (base.isEmpty()) {
            return;
        }
        try {
            for (Path folder : left(services.data().workspaces().resolve(id))) {
                VerificationCheckout.remove(base.get(), folder);
            }
            services.git().worktrees().removeEmptyFolders(id, base.get());
        } catch (IOException | WorkspaceException e) {
            LOG.warn("a checkout for a verification of run {} stays: {}", id, e.getMessage());
        }
    }

    /** Also where only git's record of it may be left: the folder of a result's verification is always looked for. */
    private static List<Path> left(Path workspaces) throws IOException {
        List<Path> left = new ArrayList<>(List.of(workspaces.resolve(OF_RESULT)));
        if (Files.isDirectory(workspaces)) {
            try (DirectoryStream<Path> trials = Files.newDirectoryStream(workspaces, TRIAL + "*")) {
                trials.forEach(left::add);
            }
        }
        return left;
    }
}
