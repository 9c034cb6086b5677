package dev.stretto.subagents.git;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.IsolationChoice;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.RepositoryIdentity;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.workspace.Worktrees;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepositoriesTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void head_is_pinned_with_the_branch_that_is_checked_out() throws Exception {
        PinnedBase base = Repositories.pin(sandbox.repository.resolve("dir"), "HEAD");

        assertThat(base).isEqualTo(pinned("main"));
        assertThat(Repositories.pin(sandbox.repository, "main")).isEqualTo(base);
    }

    @Test
    void another_revision_is_pinned_without_a_branch() throws Exception {
        sandbox.sh("git tag v1; git branch other; git commit -q --allow-empty -m second");
        String first = sandbox.sh("git rev-parse HEAD~");

        for (String revision : new String[] {"HEAD~1", "v1", "other", first}) {
            PinnedBase base = Repositories.pin(sandbox.repository, revision);
            assertThat(base.commit()).isEqualTo(first);
            assertThat(base.branch()).isNull();
        }
    }

    @Test
    void a_detached_head_is_pinned_without_a_branch() throws Exception {
        sandbox.sh("git checkout -q --detach");

        assertThat(Repositories.pin(sandbox.repository, "HEAD")).isEqualTo(pinned(null));
    }

    private PinnedBase pinned(@Nullable String branch) {
        RepositoryIdentity identity = new RepositoryIdentity(sandbox.head(), null);
        return new PinnedBase(
                sandbox.repository.toString(),
                sandbox.head(),
                branch,
                null,
                identity,
                IsolationChoice.of(Isolation.WORKTREE));
    }

    @Test
    void a_clone_has_the_same_first_commit_and_says_where_it_comes_from_without_a_password() throws Exception {
        String root = sandbox.head();
        sandbox.sh("git commit -q --allow-empty -m second; git remote add origin https://me:s3cret@example.org/it.git");

        assertThat(Repositories.pin(sandbox.repository, "HEAD").identity())
                .isEqualTo(new RepositoryIdentity(root, "https://example.org/it.git"));
    }

    @Test
    void a_shallow_clone_does_not_know_the_first_commit() throws Exception {
        sandbox.sh("git commit -q --allow-empty -m second; git clone -q --depth 1 \"file://$PWD\" ../shallow");

        RepositoryIdentity identity = Repositories.pin(sandbox.repository.resolveSibling("shallow"), "HEAD")
                .identity();

        assertThat(identity.root()).isNull();
        assertThat(identity.remote()).startsWith("file://");
    }

    @ParameterizedTest
    @CsvSource({
        "https://token@example.org/a.git, https://example.org/a.git",
        "https://me:pass@example.org/a.git, https://example.org/a.git",
        "https://example.org/a@b.git, https://example.org/a@b.git",
        "ssh://git@example.org/a.git, ssh://git@example.org/a.git",
        "ssh://git:pass@example.org/a.git, ssh://git@example.org/a.git",
        "git@example.org:a.git, git@example.org:a.git",
        "/srv/a.git, /srv/a.git"
    })
    void no_password_of_a_remote_is_written_down(String url, String shown) {
        assertThat(RepositoryIdentities.withoutSecret(url)).isEqualTo(shown);
    }

    @Test
    void uncommitted_changes_are_noted_and_left_alone() throws Exception {
        sandbox.sh("echo dirty > a.txt; touch junk.ignored");
        assertThat(Repositories.pin(sandbox.repository, "HEAD").note())
                .isEqualTo("1 uncommitted change in " + sandbox.repository
                        + " is not part of the base; subagents will not see it. files that git ignores are not in"
                        + " workspaces: junk.ignored");

        sandbox.sh("echo new > new.txt; git config status.showUntrackedFiles no");
        String before = sandbox.usersState();
        assertThat(Repositories.pin(sandbox.repository, "HEAD").note())
                .startsWith("2 uncommitted changes in " + sandbox.repository
                        + " are not part of the base; subagents will not see them");
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    @Test
    void a_linked_worktree_of_a_bare_repository_will_do() throws Exception {
        sh(sandbox.root, "git clone -q --bare project bare.git; git -C bare.git worktree add -q ../linked -b topic");

        PinnedBase base = Repositories.pin(sandbox.root.resolve("linked"), "HEAD");

        assertThat(base.branch()).isEqualTo("topic");
        assertThat(base.repository()).isEqualTo(sandbox.root.resolve("linked").toString());
    }

    @Test
    void what_is_no_repository_is_refused_in_words() {
        assertRefused(sandbox.root, "HEAD", "is in no git repository. Run 'git init'");
        assertRefused(sandbox.root.resolve("nowhere"), "HEAD", "there is no directory");
        assertRefused(sandbox.repository.resolve(".git"), "HEAD", "lies inside a .git folder");
        sh(sandbox.root, "git init -q --bare bare.git; git init -q empty");
        assertRefused(sandbox.root.resolve("bare.git"), "HEAD", "is a bare git repository");
        assertRefused(sandbox.root.resolve("empty"), "HEAD", "has no commit yet. Commit something there first");
    }

    @Test
    void what_is_no_commit_is_refused_in_words() {
        assertRefused(sandbox.repository, "mian", "has no commit 'mian'");
        assertRefused(sandbox.repository, "--all", "has no commit '--all'");
        assertRefused(sandbox.repository, "HEAD:a.txt", "has no commit 'HEAD:a.txt'");
    }

    @Test
    void a_git_that_is_too_old_is_refused_in_words() {
        assertThatThrownBy(() -> GitVersion.require("git version 2.38.9"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("git 2.38 is too old")
                .hasMessageContaining("2.39 or later");
        assertThatThrownBy(() -> GitVersion.require("hub 1")).isInstanceOf(WorkspaceException.class);
        assertThatCode(() -> GitVersion.require("git version 2.39.5 (Apple Git-154)"))
                .doesNotThrowAnyException();
        assertThatCode(() -> GitVersion.require("git version 3.0.0")).doesNotThrowAnyException();
    }

    @Test
    void the_work_tree_of_a_directory_is_its_root() {
        assertThat(Repositories.workTree(sandbox.repository.resolve("dir"))).contains(sandbox.repository);
        assertThat(Repositories.workTree(sandbox.root)).isEmpty();
        assertThat(Repositories.workTree(sandbox.root.resolve("nowhere"))).isEmpty();
        assertThat(Repositories.workTree(sandbox.repository.resolve(".git"))).isEmpty();
    }

    @Test
    void the_data_directory_is_excluded_once() throws Exception {
        sandbox.sh("printf '*.mine' > .git/info/exclude; mkdir -p .stretto/journal; touch .stretto/journal/log");

        Worktrees.exclude(sandbox.repository, sandbox.repository.resolve(".stretto"));
        Worktrees.exclude(sandbox.repository, sandbox.repository.resolve(".stretto"));

        assertThat(sandbox.sh("cat .git/info/exclude; git status --porcelain")).isEqualTo("*.mine\n/.stretto/");
    }

    @Test
    void a_data_directory_with_a_hostile_name_is_excluded_and_one_elsewhere_is_not() throws Exception {
        sandbox.sh("mkdir 'd[a]t* a'; touch 'd[a]t* a/f'; rm .git/info/exclude");

        Worktrees.exclude(sandbox.repository, sandbox.repository.resolve("d[a]t* a"));
        Worktrees.exclude(sandbox.repository, sandbox.root.resolve("data"));

        assertThat(sandbox.sh("git status --porcelain; cat .git/info/exclude")).isEqualTo("/d\\[a\\]t\\* a/");
    }

    @Test
    void a_linked_worktree_excludes_in_the_file_that_all_share() throws Exception {
        sandbox.sh("git worktree add -q ../linked; mkdir ../linked/.stretto; touch ../linked/.stretto/f");

        Worktrees.exclude(sandbox.root.resolve("linked"), sandbox.root.resolve("linked/.stretto"));

        assertThat(sh(sandbox.root.resolve("linked"), "git status --porcelain")).isEmpty();
    }

    private static void assertRefused(Path directory, String base, String why) {
        assertThatThrownBy(() -> Repositories.pin(directory, base))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(directory.toString());
    }
}
