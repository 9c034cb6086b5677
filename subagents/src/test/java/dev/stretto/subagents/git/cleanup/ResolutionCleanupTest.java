package dev.stretto.subagents.git.cleanup;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.conflict.ConflictCheckout;
import dev.stretto.subagents.git.conflict.Conflicts;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of resolvers' work when the run is cleared out of its repository. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResolutionCleanupTest {
    private static final String KEPT = "refs/stretto-attempts/01run/b/resolution-1";

    @TempDir
    Path temp;

    Sandbox sandbox;
    Conflicts conflicts;
    ResolutionOrder order;
    ConflictCheckout checkout;

    @BeforeEach
    void repository() throws Exception {
        sandbox = Sandbox.in(temp);
        conflicts = new Conflicts(sandbox);
        order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        checkout = conflicts.checkout(order);
    }

    @Test
    void what_a_resolver_left_that_is_in_no_result_stays() throws Exception {
        sh(checkout.directory(), "echo half > a.txt");
        checkout.harvest(order, Optional.of("it failed"));
        sandbox.sh("git merge -q stretto/01run/a; git branch mine stretto/01run/b");

        Cleanup cleanup = carriedOut();

        assertThat(checkout.directory()).doesNotExist();
        assertThat(cleanup.kept()).containsExactly(new Cleanup.Kept(KEPT, "1 commit on it is on no branch of yours"));
        assertThat(sandbox.sh("git show " + KEPT + ":a.txt")).isEqualTo("half");
    }

    @Test
    void what_is_part_of_a_result_that_was_taken_over_goes() throws Exception {
        sh(checkout.directory(), "echo both > a.txt");
        String resolved = checkout.harvest(order, Optional.empty()).commit();
        sandbox.sh("git merge -q --ff-only $(git commit-tree -m result -p "
                + order.soFar().commit() + " -p " + order.branch().commit() + " " + resolved + "^{tree})");

        Cleanup cleanup = carriedOut();

        assertThat(cleanup.complete()).as(cleanup.toString()).isTrue();
        assertThat(cleanup.references()).contains(KEPT);
        assertThat(sandbox.sh("cat a.txt; git for-each-ref --format='%(refname)'; git worktree list | wc -l"))
                .isEqualTo("both\nrefs/heads/main\n1");
    }

    @Test
    void a_worktree_with_changes_that_were_not_kept_stays_and_one_without_goes() throws Exception {
        sh(checkout.directory(), "echo half > a.txt");
        assertThat(carriedOut().kept())
                .contains(new Cleanup.Kept(checkout.directory().toString(), "it holds changes that are on no branch"));
        assertThat(checkout.directory().resolve("a.txt")).hasContent("half");

        ConflictCheckout.cleanUp(order.base(), conflicts.workspaces(), Sandbox.RUN, "b");
        conflicts.checkout(order);
        carriedOut();

        assertThat(conflicts.directory()).doesNotExist();
    }

    private Cleanup carriedOut() throws WorkspaceException {
        return new RunCleanup(order.base(), Sandbox.RUN, conflicts.workspaces().resolve(Sandbox.RUN)).execute();
    }
}
