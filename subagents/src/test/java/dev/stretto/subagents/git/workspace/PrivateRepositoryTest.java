package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateRepositoryTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    Worktree worktree;

    @BeforeEach
    void worktree() throws Exception {
        sandbox = Sandbox.in(temp).with(Isolation.CLONE);
        sandbox.sh("git branch develop; git tag v1; git remote add origin https://example.com/repo.git;"
                + " git config core.autocrlf false; git config alias.x status; echo mine > b.txt; git stash -q");
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
    }

    @Test
    void it_shows_what_the_user_has_but_nothing_of_other_tasks_and_no_settings_beyond_those_of_commits()
            throws Exception {
        sandbox.worktrees.prepare(sandbox.order("other"));
        Worktree second = sandbox.worktrees.prepare(sandbox.order("second"));

        assertThat(sh(second.directory(), "git branch --format='%(refname:short)'; git tag; git remote get-url origin"))
                .isEqualTo("develop\nmain\nstretto/01run/second\nv1\nhttps://example.com/repo.git");
        assertThat(sh(
                        second.directory(),
                        "git config user.name; git config core.autocrlf; git config --get alias.x || true"))
                .isEqualTo("User\nfalse");
        assertThat(sh(second.directory(), "git status --porcelain; git log --format=%s; git stash list"))
                .isEqualTo("first");
    }

    @Test
    void settings_hooks_branches_tags_and_the_stash_of_the_user_are_out_of_reach() throws Exception {
        String before = sandbox.usersState();
        String config = Files.readString(sandbox.repository.resolve(".git/config"));
        sh(worktree.directory(), """
                git config core.hooksPath hooks; git config user.email agent@x; git branch -D develop; git tag -d v1
                git stash clear; git update-ref -d refs/heads/main
                mkdir -p "$(git rev-parse --git-common-dir)/hooks"
                echo 'exit 1' > "$(git rev-parse --git-common-dir)/hooks/pre-commit"
                echo 1 > one.txt; git add .; git commit -qm one
                """);

        assertThat(worktree.harvest(ANYWHERE).work().files())
                .extracting(FileChange::path)
                .containsExactly("one.txt");
        worktree.remove();

        assertThat(sandbox.usersState()).isEqualTo(before);
        assertThat(sandbox.repository.resolve(".git/config")).hasContent(config);
        assertThat(sandbox.sh("git stash list; git branch --list develop; git tag"))
                .contains("stash@{0}", "develop", "v1");
        assertThat(sandbox.repository.resolve(".git/hooks/pre-commit")).doesNotExist();
        assertThat(worktree.directory().resolveSibling("")).doesNotExist();
    }

    @Test
    void commits_on_branches_of_its_own_and_in_its_stash_are_kept_and_named() throws Exception {
        sh(worktree.directory(), """
                git checkout -q -b side; echo s > side.txt; git add .; git commit -qm side
                git checkout -q stretto/01run/abort; echo x > a.txt; git stash -q; echo 1 > one.txt
                """);

        Harvested harvested = worktree.harvest(ANYWHERE);
        worktree.remove();

        assertThat(harvested.work().files()).extracting(FileChange::path).containsExactly("one.txt");
        assertThat(harvested.notices())
                .containsExactlyInAnyOrder(
                        "commits that it has made on side are not in its work; they are kept as"
                                + " refs/stretto-attempts/01run/abort/1-side",
                        "changes that it put into the stash are not in its work; they are kept as"
                                + " refs/stretto-attempts/01run/abort/1-stash-0");
        assertThat(sandbox.sh("git show refs/stretto-attempts/01run/abort/1-side:side.txt;"
                        + " git show refs/stretto-attempts/01run/abort/1-stash-0:a.txt"))
                .isEqualTo("s\nx");
    }

    @Test
    void what_was_staged_and_not_committed_is_in_the_work() throws Exception {
        sh(worktree.directory(), "echo staged > staged.txt; git add staged.txt");

        String commit = worktree.harvest(ANYWHERE).work().commit();
        worktree.remove();

        assertThat(sandbox.sh("git show " + commit
                        + ":staged.txt; git fsck --connectivity-only 2>&1 | grep -c missing || true"))
                .isEqualTo("staged\n0");
    }

    @Test
    void many_objects_are_brought_in_as_a_pack() throws Exception {
        sh(worktree.directory(), "for i in $(seq 1500); do echo $i > f$i; done; git add .; git commit -qm many");

        String commit = worktree.harvest(ANYWHERE).work().commit();
        worktree.remove();

        assertThat(sandbox.sh("git ls-tree -r --name-only " + commit + " | wc -l; git show " + commit + ":f1500"))
                .isEqualTo("1505\n1500");
    }

    @Test
    void files_outside_of_a_sparse_checkout_of_its_own_are_not_deleted() throws Exception {
        sh(worktree.directory(), "git sparse-checkout set dir; echo new > dir/new.txt");
        assertThat(worktree.directory().resolve("run.sh")).exists();

        assertThat(worktree.harvest(ANYWHERE).work().files())
                .extracting(FileChange::path)
                .containsExactly("dir/new.txt");
    }
}
