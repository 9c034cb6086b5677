package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
class ProvisioningTest {
    @Parameter
    Isolation isolation;

    @TempDir
    Path temp;

    Sandbox sandbox;
    Worktree worktree;

    @BeforeEach
    void worktree() throws Exception {
        sandbox = Sandbox.in(temp).with(isolation);
        sandbox.sh("printf '.env\nbuild/\n' >> .gitignore; git commit -qam ignore");
    }

    @Test
    void ignored_files_that_fit_a_pattern_are_copied_with_their_folders_and_permissions() throws Exception {
        sandbox.sh("echo SECRET=1 > .env; mkdir -p build/a dir/build; echo x > build/a/x; chmod 700 build/a/x;"
                + " echo y > dir/build/y; echo untracked > plain; ln -s a/x build/link");
        included(".env", "build/", "plain", "a.txt");

        assertThat(sh(worktree.directory(), "cat .env build/a/x build/link dir/build/y; test -x build/a/x; ls"))
                .startsWith("SECRET=1\nx\nx\ny\n")
                .doesNotContain("plain");
        assertThat(worktree.harvest(ANYWHERE).work().files()).isEmpty();
        assertThat(worktree.harvest(ANYWHERE).notices())
                .as("that is no output of the attempt's")
                .isEmpty();
        worktree.remove();
    }

    @Test
    void the_file_worktreeinclude_counts_as_well() throws Exception {
        sandbox.sh("echo SECRET=1 > .env; printf '# local settings\n.env\n' > .worktreeinclude");
        included();

        assertThat(seen(".env")).hasContent("SECRET=1");
    }

    @Test
    void what_is_tracked_or_there_already_is_not_overwritten() throws Exception {
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        sandbox.sh("echo users > .env; git rm -q --cached a.txt; echo a.txt >> .git/info/exclude; echo users > a.txt");
        Files.writeString(worktree.place().writable().resolve(".env"), "own");
        worktree.provisioning().include(List.of(".env", "a.txt"));

        assertThat(seen(".env")).hasContent("own");
        assertThat(seen("a.txt")).content().startsWith("1\n2\n");
    }

    @Test
    void links_that_lead_out_of_the_repository_are_left_out_and_named() throws Exception {
        sandbox.sh(
                "mkdir build; ln -s /etc/hosts build/hosts; ln -s ../../outside build/outside; ln -s ../a.txt build/in");
        included("build/");

        assertThat(sh(worktree.directory(), "ls build")).isEqualTo("in");
        assertThat(worktree.harvest(ANYWHERE).notices())
                .contains("not copied to its workspace: build/hosts (a link that leads out of the repository),"
                        + " build/outside (a link that leads out of the repository)");
    }

    @Test
    void a_copied_file_is_not_committed_even_if_the_attempt_has_git_no_longer_ignore_it() throws Exception {
        sandbox.sh("echo SECRET=1 > .env");
        included(".env");
        sh(worktree.directory(), "echo > .gitignore; echo new > new.txt; git add -A; git reset -q .env");

        Harvested harvested = worktree.harvest(ANYWHERE);

        assertThat(harvested.work().files()).extracting(FileChange::path).containsExactly(".gitignore", "new.txt");
        assertThat(harvested.notices())
                .containsExactly(
                        "not committed, because they were copied from your checkout, where git ignores them: .env");
    }

    @Test
    void a_copied_file_that_the_attempt_has_committed_is_in_no_commit_of_its_work() throws Exception {
        sandbox.sh("echo SECRET=1 > .env");
        included(".env");
        sh(
                worktree.directory(),
                "git add -f .env; git commit -qm 'Add settings'; echo 1 > one.txt; git add .; git commit -qm one");

        Harvested harvested = worktree.harvest(ANYWHERE);

        assertThat(harvested.work().files()).extracting(FileChange::path).containsExactly("one.txt");
        assertThat(sandbox.sh("git log --format= --name-only main.."
                        + harvested.work().commit()))
                .isEqualTo("one.txt");
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort"))
                .isEqualTo(harvested.work().commit());
        assertThat(harvested.notices()).anyMatch(notice -> notice.startsWith("its work is one commit without .env"));
        assertThat(worktree.harvest(ANYWHERE).work()).isEqualTo(harvested.work());
    }

    @Test
    void a_set_up_whose_end_was_not_noted_and_is_run_again_is_no_work_either() throws Exception {
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        Provisioning provisioning = worktree.provisioning();
        provisioning.beginSetUp();
        sh(worktree.directory(), "echo x > made.txt");
        provisioning.complete();
        Files.delete(worktree.place().administration().resolve("stretto-provisioned"));

        provisioning.beginSetUp();
        sh(worktree.directory(), "echo x > made.txt");
        provisioning.complete();

        assertThat(worktree.harvest(ANYWHERE).work().files()).isEmpty();
    }

    @Test
    void a_copy_that_was_cut_off_is_made_again() throws Exception {
        sandbox.sh("echo whole > .env");
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        worktree.provisioning().include(List.of(".env"));
        Files.writeString(worktree.place().writable().resolve(".env"), "wh");
        worktree.provisioning().include(List.of(".env"));

        assertThat(seen(".env")).hasContent("whole");
    }

    @Test
    void what_can_not_be_copied_is_left_out_and_named() throws Exception {
        sandbox.sh("mkdir -p build/real 日本; echo x > build/real/x; ln -s /etc/hosts build/日本語; git mv dir build-dir;"
                + " printf 'linked/\\n' >> .gitignore; ln -s a.txt linked; git add -A; git add -f linked; git commit -qm link;"
                + " git rm -q --cached linked; rm linked; mkdir linked; echo y > linked/y");
        included("build/", "linked/");

        assertThat(worktree.harvest(ANYWHERE).notices())
                .contains("not copied to its workspace: build/日本語 (a link that leads out of the repository),"
                        + " linked/y (its folder is a file or a link in the workspace)");
    }

    @Test
    void what_a_tear_down_changes_is_no_work_and_does_not_keep_the_workspace() throws Exception {
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        sh(worktree.directory(), "echo own > own.txt");
        worktree.harvest(ANYWHERE);
        worktree.provisioning().beginTearDown();
        sh(worktree.directory(), "echo log > log.txt; rm a.txt");
        worktree.provisioning().endTearDown();

        worktree.remove();

        assertThat(worktree.directory()).doesNotExist();
    }

    @Test
    void what_the_set_up_changed_is_no_work_until_the_attempt_changes_it_again() throws Exception {
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        setUp("echo locked >> a.txt; echo locked >> b.txt; rm run.sh; echo made > made.txt; echo made > made-too.txt");
        sh(worktree.directory(), "echo own >> b.txt; echo own > made-too.txt; echo own > own.txt");

        assertThat(worktree.harvest(ANYWHERE).work().files())
                .extracting(FileChange::path)
                .containsExactly("b.txt", "made-too.txt", "own.txt");
        worktree.remove();
    }

    @Test
    void a_set_up_that_was_cut_off_and_is_run_again_is_no_work_either() throws Exception {
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        worktree.provisioning().beginSetUp();
        sh(worktree.directory(), "echo half > a.txt");
        setUp("echo whole > a.txt");

        assertThat(worktree.provisioning().done()).isTrue();
        assertThat(worktree.harvest(ANYWHERE).work().files()).isEmpty();
    }

    private void setUp(String script) throws Exception {
        worktree.provisioning().beginSetUp();
        sh(worktree.directory(), script);
        worktree.provisioning().complete();
    }

    private void included(String... patterns) throws Exception {
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        worktree.provisioning().include(List.of(patterns));
        worktree.provisioning().complete();
    }

    private Path seen(String file) {
        return worktree.place().stored(worktree.directory().resolve(file));
    }
}
