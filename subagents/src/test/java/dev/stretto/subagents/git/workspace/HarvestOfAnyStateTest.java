package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.FileChange.Kind;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
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
class HarvestOfAnyStateTest {
    @Parameter
    Isolation isolation;

    @TempDir
    Path temp;

    Sandbox sandbox;
    Worktree worktree;

    @BeforeEach
    void worktree() throws Exception {
        sandbox = Sandbox.in(temp).with(isolation);
        sandbox.sh("git checkout -q -b other; echo theirs > a.txt; git commit -qam theirs; git checkout -q main");
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
    }

    @Test
    void commits_on_the_branch_are_its_work_also_if_a_file_was_made_where_the_checkout_went_back() throws Exception {
        WorkResult result = after("""
                echo 1 > one.txt; git add .; git commit -qm 'Add one'
                git checkout -q --detach HEAD~1
                echo 2 > two.txt
                """);

        assertThat(result.files()).extracting(FileChange::path).containsExactly("one.txt", "two.txt");
        assertThat(sandbox.sh("git log --format=%s " + result.commit())).contains("Add one");
        worktree.remove();
    }

    @Test
    void a_file_that_git_cannot_take_in_keeps_the_workspace() throws Exception {
        sandbox.sh(
                "echo 'wrong.inc working-tree-encoding=iso-8859' > .gitattributes; git add .; git commit -qm attributes");
        worktree = sandbox.worktrees.prepare(sandbox.order("unencodable"));
        after("printf 'text \\344\\n' > wrong.inc; echo x > x.txt");

        assertThatThrownBy(worktree::remove)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("wrong.inc");
    }

    @Test
    void what_can_not_be_read_is_named_and_keeps_the_workspace() throws Exception {
        assumeThat(System.getProperty("user.name")).as("root reads everything").isNotEqualTo("root");
        sh(
                worktree.directory(),
                "echo x > x.txt; echo s > secret; mkdir closed; echo y > closed/y; chmod 000 secret closed dir");

        Harvested harvested = worktree.harvest(ANYWHERE);

        assertThat(harvested.work().files()).extracting(FileChange::path).containsExactly("x.txt");
        assertThat(harvested.notices())
                .singleElement()
                .asString()
                .contains("closed/ (it can't be read)", "dir/c.txt (it can't be read)", "secret (it can't be read)");
        assertThatThrownBy(worktree::remove)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("closed/");
        sh(worktree.directory(), "chmod 700 secret closed dir");
    }

    @Test
    void another_branch_that_is_checked_out_stays_where_it_is() throws Exception {
        WorkResult result = after("""
                git checkout -q -b mine
                echo 1 > one.txt; git add .; git commit -qm 'Add one'
                echo 2 > two.txt
                """);

        assertThat(result.files()).extracting(FileChange::path).containsExactly("one.txt", "two.txt");
        if (isolation == Isolation.WORKTREE) {
            assertThat(sandbox.sh("git log -1 --format=%s mine")).isEqualTo("Add one");
        }
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(result.commit());
    }

    @Test
    void what_the_user_commits_meanwhile_and_the_attempt_only_looks_at_is_not_its_work() throws Exception {
        assumeThat(isolation)
                .as("a repository of its own does not show what the user does meanwhile")
                .isEqualTo(Isolation.WORKTREE);
        sandbox.sh("git checkout -q --orphan users; echo users > users.txt; git add .; git commit -qm users;"
                + " git branch behind; echo more >> users.txt; git commit -qam more; git checkout -q main");

        WorkResult result = after("git checkout -q users~1");

        assertThat(result.files()).isEmpty();
        assertThat(result.commit()).isEqualTo(sandbox.head());
    }

    @Test
    void what_was_fetched_meanwhile_and_the_attempt_only_looks_at_is_not_its_work() throws Exception {
        sandbox.sh(
                "git clone -q . ../upstream; git remote add origin \"$(cd ../upstream; pwd)\"; git -C ../upstream checkout -q --orphan next;"
                        + " echo theirs > ../upstream/theirs.txt; git -C ../upstream add .;"
                        + " git -C ../upstream -c user.name=U -c user.email=u@example.com commit -qm theirs");

        worktree = sandbox.worktrees.prepare(sandbox.order("fetches"));
        WorkResult result = after("git fetch -q origin; git checkout -q origin/next; echo own > own.txt");

        assertThat(result.files()).extracting(FileChange::path).containsExactly("own.txt");
        assertThat(sandbox.sh("git rev-parse " + result.commit() + "~")).isEqualTo(sandbox.head());
    }

    @Test
    void a_checkout_without_any_commit_is_compared_with_the_branch() throws Exception {
        WorkResult result = after("git checkout -q --orphan fresh; echo changed > a.txt");

        assertThat(result.files()).containsExactly(new FileChange("a.txt", Kind.MODIFIED, null, 1, 20));
        assertThat(sandbox.sh("git rev-parse " + result.commit() + "~")).isEqualTo(sandbox.head());
    }

    @Test
    void a_merge_that_was_left_in_the_middle_is_committed_with_its_marks() throws Exception {
        WorkResult result = after("echo ours > a.txt; git commit -qam ours; git merge other || true; echo x > new.txt");

        assertThat(result.files()).extracting(FileChange::path).containsExactly("a.txt", "new.txt");
        assertThat(sandbox.sh("git show " + result.commit() + ":a.txt")).contains("<<<<<<<", "ours", "theirs");
    }

    @Test
    void a_rebase_that_was_left_in_the_middle_loses_no_commit() throws Exception {
        WorkResult result = after("""
                echo 1 > one.txt; git add .; git commit -qm one
                echo ours > a.txt; git commit -qam ours
                git rebase other || true
                """);

        assertThat(result.files()).extracting(FileChange::path).containsExactly("a.txt", "one.txt");
        assertThat(sandbox.sh("git log --format=%s main..stretto/01run/abort")).isEqualTo("ours\none");
        assertThat(result.branch()).isEqualTo("refs/stretto-attempts/01run/abort/1");
        sh(worktree.directory(), "echo both > a.txt; git add a.txt; git rebase --continue");
        assertThat(sandbox.sh("git log --format=%s other..stretto/01run/abort"))
                .as("it can be brought to its end there")
                .isEqualTo("ours\none");
    }

    @Test
    void a_cherry_pick_that_was_left_in_the_middle_is_committed() throws Exception {
        WorkResult result = after("git rm -q a.txt; git commit -qm gone; git cherry-pick other || true");

        assertThat(result.files()).extracting(FileChange::path).containsExactly("a.txt");
    }

    @Test
    void locks_that_a_killed_git_left_are_no_hindrance() throws Exception {
        WorkResult result = after("""
                echo changed > a.txt
                touch "$(git rev-parse --git-path index.lock)" "$(git rev-parse --git-path HEAD.lock)"
                mkdir -p "$(git rev-parse --git-common-dir)/refs/heads/stretto/01run"
                touch "$(git rev-parse --git-common-dir)/refs/heads/stretto/01run/abort.lock"
                """);

        assertThat(result.files()).extracting(FileChange::path).containsExactly("a.txt");
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(result.commit());
    }

    @Test
    void a_deleted_or_broken_index_is_no_hindrance() throws Exception {
        WorkResult first = after("echo changed > a.txt; rm b.txt; rm \"$(git rev-parse --git-path index)\"");
        assertThat(first.files()).extracting(FileChange::path).containsExactly("a.txt", "b.txt");

        WorkResult second = after("echo broken > \"$(git rev-parse --git-path index)\"; echo new > new.txt");
        assertThat(second.files()).extracting(FileChange::path).containsExactly("a.txt", "b.txt", "new.txt");
    }

    @Test
    void files_that_the_index_was_told_not_to_look_at_are_looked_at() throws Exception {
        WorkResult result = after("""
                git update-index --assume-unchanged a.txt
                git update-index --skip-worktree b.txt
                echo changed > a.txt; echo changed > b.txt
                """);

        assertThat(result.files()).extracting(FileChange::path).containsExactly("a.txt", "b.txt");
    }

    @Test
    void a_damaged_git_file_is_no_hindrance_and_the_users_repository_is_not_taken_for_the_worktree() throws Exception {
        String before = sandbox.usersState();

        WorkResult result = after("echo changed > a.txt; rm .git");

        assertThat(result.files()).extracting(FileChange::path).containsExactly("a.txt");
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    private WorkResult after(String script) throws WorkspaceException {
        sh(worktree.directory(), script);
        return worktree.harvest(ANYWHERE).work();
    }
}
