package dev.stretto.subagents.git.cleanup;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.integration.Integrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository with what a run has left in it. */
abstract class RunToClean {
    static final String UNMERGED = "1 commit on it is on no branch of yours";

    @TempDir
    Path temp;

    Sandbox sandbox;
    PinnedBase base;
    Path folder;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        base = sandbox.base();
        folder = sandbox.root.resolve("data/workspaces/01run");
    }

    RunCleanup cleanup() {
        return new RunCleanup(base, RUN, folder);
    }

    String integrate(BranchToMerge... branches) throws GitException {
        String commit = Sandbox.merge(base, List.of(branches)).commit();
        new Integrator().integrate(RUN, base, commit, false);
        return commit;
    }

    /** A preview changes not a single file, and says what is then done. */
    Cleanup sameAsPreviewed() throws Exception {
        String before = everything();
        Cleanup preview = cleanup().preview();
        assertThat(everything()).isEqualTo(before);

        Cleanup done = cleanup().execute();

        assertThat(done).isEqualTo(preview);
        return done;
    }

    String everything() throws Exception {
        Files.createDirectories(folder.getParent());
        return sandbox.sh("find . " + folder.getParent() + " -type f -print0 | sort -z | xargs -0 sha256sum");
    }
}
