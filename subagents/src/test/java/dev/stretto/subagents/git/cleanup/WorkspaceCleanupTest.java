package dev.stretto.subagents.git.cleanup;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.workspace.Worktree;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspaceCleanupTest extends RunToClean {

    @Test
    void a_workspace_with_changes_that_are_not_committed_stays_with_its_branch() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        sh(folder.resolve("one/1"), "echo more > more.txt");
        sandbox.sh("git merge -q --ff-only " + one.commit());

        Cleanup done = sameAsPreviewed();

        assertThat(done.kept())
                .containsExactly(
                        new Cleanup.Kept(folder.resolve("one/1").toString(), "it holds changes that are on no branch"),
                        new Cleanup.Kept("refs/heads/stretto/01run/one", "it is in use in " + folder.resolve("one/1")));
        assertThat(done.freed()).isZero();
        assertThat(done.bytes()).isPositive();
        assertThat(folder.resolve("one/1/more.txt")).hasContent("more");
    }

    @Test
    void a_branch_that_the_user_works_on_stays() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        integrate(one);
        sandbox.sh("git merge -q --ff-only stretto/01run; git switch -q stretto/01run");

        assertThat(sameAsPreviewed().kept())
                .containsExactly(new Cleanup.Kept("refs/heads/stretto/01run", "it is in use in " + sandbox.repository));
    }

    @Test
    void a_branch_that_is_being_rebased_or_bisected_stays() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        integrate(one);
        sandbox.sh("""
                git merge -q --ff-only stretto/01run
                git worktree add -q ../elsewhere stretto/01run; cd ../elsewhere
                GIT_SEQUENCE_EDITOR="sed -i 1ibreak" git rebase -q -i --keep-base main~1 2>/dev/null
                """);
        assertThat(sandbox.sh("git worktree list --porcelain | tail -2")).contains("detached");

        assertThat(sameAsPreviewed().kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.what()).isEqualTo("refs/heads/stretto/01run"))
                .satisfies(kept -> assertThat(kept.why()).startsWith("it is in use in "));

        sandbox.sh("cd ../elsewhere; git rebase --abort; git bisect start; git bisect bad; git bisect good main~1");
        assertThat(sameAsPreviewed().kept()).hasSize(1);
    }

    @Test
    void what_interrupted_attempts_left_goes_if_it_holds_nothing() throws Exception {
        sandbox.sh("git worktree add -q --lock --detach --no-checkout " + folder.resolve("begun/1"));
        sandbox.sh(
                "git worktree add -q --detach " + folder.resolve("half/1") + "; rm " + folder.resolve("half/1/a.txt"));
        sandbox.sh("git worktree add -q --detach " + folder.resolve("filled/1") + "; echo x > "
                + folder.resolve("filled/1/x"));
        sh(
                sandbox.root,
                "cd data/workspaces/01run; mkdir -p one/1.discarded empty two/1.aside-1 three/2 _verification;"
                        + " touch one/1.discarded/x two/1.aside-1/x three/2/x note");

        Cleanup done = sameAsPreviewed();

        assertThat(done.workspaces())
                .containsExactly(
                        folder.resolve("_verification"),
                        folder.resolve("begun/1"),
                        folder.resolve("half/1"),
                        folder.resolve("one/1.discarded"));
        assertThat(done.kept())
                .extracting(kept -> folder.relativize(Path.of(kept.what())).toString())
                .containsExactly("filled/1", "note", "three/2", "two/1.aside-1");
        assertThat(sh(folder, "find . -mindepth 1 -maxdepth 2 | sort"))
                .isEqualTo("./filled\n./filled/1\n./note\n./three\n./three/2\n./two\n./two/1.aside-1");
    }

    @Test
    void a_cleanup_that_was_cut_off_is_completed() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > two.txt");
        integrate(one, two);
        sandbox.sh("git merge -q --ff-only stretto/01run; git update-ref -d refs/heads/stretto/01run");
        sh(folder, "mv one/1 one/1.discarded; rm one/1.discarded/a.txt; rm -rf two");

        Cleanup done = sameAsPreviewed();

        assertThat(done.complete()).isTrue();
        assertThat(done.freed()).isEqualTo(done.bytes()).isPositive();
        assertThat(folder).doesNotExist();
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)'; git worktree list | wc -l"))
                .isEqualTo("refs/heads/main\n1");
    }

    @Test
    void commits_of_a_worktree_that_is_gone_are_not_forgotten() throws Exception {
        Worktree one = sandbox.worktrees.prepare(sandbox.order("one"));
        sh(one.directory(), "git checkout -q --detach; echo 1 > x; git add .; git commit -qm x; rm -rf ../1");
        Worktree two = sandbox.worktrees.prepare(sandbox.order("two"));
        sh(two.directory(), "rm -rf ../2 ../1");

        Cleanup done = sameAsPreviewed();

        assertThat(done.workspaces()).containsExactly(two.directory());
        assertThat(done.kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.why()).contains("was made there and is on no branch"));
        assertThat(sandbox.sh("git worktree list --porcelain | grep -c '^worktree'"))
                .isEqualTo("2");
    }

    @Test
    void a_locked_workspace_stays() throws Exception {
        Worktree one = sandbox.worktrees.prepare(sandbox.order("one"));
        sandbox.sh("git worktree lock " + one.directory());

        assertThat(sameAsPreviewed().kept())
                .first()
                .satisfies(kept -> assertThat(kept.why()).startsWith("it is locked"));
    }
}
