package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"WORKTREE", "OVERLAY"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterruptedPreparationTest {
    @Parameter
    Isolation isolation;

    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp).with(isolation);
    }

    @Test
    void a_branch_without_a_worktree_is_taken_up() throws Exception {
        sandbox.sh("git branch stretto/01run/abort");

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git status --porcelain; git symbolic-ref HEAD"))
                .isEqualTo("refs/heads/stretto/01run/abort");
    }

    @Test
    void a_worktree_that_was_only_registered_is_made_afresh() throws Exception {
        Path directory = sandbox.root.resolve("data/workspaces/01run/abort/1");
        sandbox.sh("git worktree add -q --lock --detach --no-checkout " + directory);

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git status --porcelain; ls")).isEqualTo("a.txt\nb.txt\ndir\nrun.sh");
        assertThat(sandbox.sh("git worktree list | wc -l")).isEqualTo("2");
    }

    @Test
    void a_git_that_was_killed_while_it_registered_a_worktree_is_no_hindrance() throws Exception {
        Path directory = sandbox.root.resolve("data/workspaces/01run/abort/1");
        sandbox.sh("git branch stretto/01run/abort; git worktree add -q --lock --detach --no-checkout " + directory);
        sandbox.sh("for f in commondir HEAD; do : > .git/worktrees/1/$f; done; : > " + directory + "/.git");

        sandbox.worktrees.prepare(sandbox.order("other"));
        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git status --porcelain; ls")).isEqualTo("a.txt\nb.txt\ndir\nrun.sh");
        assertThat(sandbox.sh("git worktree list | wc -l")).isEqualTo("3");
    }

    @Test
    void a_half_checked_out_worktree_is_made_afresh() throws Exception {
        Path directory = sandbox.root.resolve("data/workspaces/01run/abort/1");
        sandbox.sh(
                "git worktree add -q --detach " + directory + "; cd " + directory + "; rm a.txt dir/c.txt; : > b.txt");

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git status --porcelain; ls; ls .. | grep -c aside || true"))
                .isEqualTo("a.txt\nb.txt\ndir\nrun.sh\n0");
    }

    @Test
    void files_in_the_way_that_no_commit_has_are_moved_aside() throws Exception {
        Path directory = sandbox.root.resolve("data/workspaces/01run/abort/1");
        sandbox.sh("git worktree add -q --detach " + directory + "; echo mine > " + directory + "/mine.txt");

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(worktree.directory().resolve("mine.txt")).doesNotExist();
        assertThat(directory.resolveSibling("1.aside-1").resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void a_directory_that_git_knows_nothing_of_is_moved_aside() throws Exception {
        Path directory = sandbox.root.resolve("data/workspaces/01run/abort/1");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("a.txt"), "foreign");

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git status --porcelain")).isEmpty();
        assertThat(directory.resolveSibling("1.aside-1").resolve("a.txt")).hasContent("foreign");
    }

    @Test
    void what_was_committed_in_a_worktree_that_is_gone_is_kept() throws Exception {
        Worktree lost = sandbox.worktrees.prepare(sandbox.order("abort"));
        String onBranch = sh(lost.directory(), "echo 1 > one; git add .; git commit -qm one; git rev-parse HEAD");
        String detached = sh(
                lost.directory(),
                "git checkout -q --detach HEAD~; echo 2 > two; git add .; git commit -qm two; git rev-parse HEAD");
        sh(sandbox.root, "rm -rf " + lost.directory() + " " + lost.place().writable());

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git rev-parse HEAD; git status --porcelain"))
                .isEqualTo(sandbox.head());
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' refs/stretto-attempts")
                        .lines())
                .containsExactlyInAnyOrder(onBranch, detached);
    }
}
