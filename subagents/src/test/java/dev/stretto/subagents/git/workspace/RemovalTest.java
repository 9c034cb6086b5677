package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.integration.Integrator;
import java.nio.file.Path;
import java.time.Instant;
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
class RemovalTest {
    @Parameter
    Isolation isolation;

    @TempDir
    Path temp;

    Sandbox sandbox;
    Worktree worktree;

    @BeforeEach
    void worktree() throws Exception {
        sandbox = Sandbox.in(temp).with(isolation);
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
    }

    @Test
    void an_unchanged_worktree_goes_with_its_branch() throws Exception {
        sh(worktree.directory(), "mkdir -p build.ignored; echo junk > junk.ignored");

        worktree.remove();

        assertThat(worktree.directory()).doesNotExist();
        assertThat(sandbox.sh("git branch --list 'stretto/*'; git worktree list | wc -l"))
                .isEqualTo("1");
        worktree.remove();
    }

    @Test
    void a_harvested_worktree_goes_and_its_branch_stays() throws Exception {
        sh(worktree.directory(), "echo 1 > one.txt; mkdir locked; touch locked/f; chmod 555 locked");
        String commit = worktree.harvest(ANYWHERE).work().commit();

        worktree.remove();

        assertThat(worktree.directory()).doesNotExist();
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(commit);
    }

    @Test
    void a_harvested_worktree_goes_after_the_run_is_integrated() throws Exception {
        sh(worktree.directory(), "echo 1 > one.txt");
        String commit = worktree.harvest(ANYWHERE).work().commit();
        new Integrator().integrate(Sandbox.RUN, sandbox.base(), commit, false);

        worktree.remove();

        assertThat(worktree.directory()).doesNotExist();
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(commit);
    }

    @Test
    void an_earlier_attempts_worktree_goes_and_the_later_one_keeps_the_branch() throws Exception {
        sh(worktree.directory(), "echo 1 > one.txt");
        worktree.harvest(ANYWHERE);
        Worktree later = sandbox.worktrees.prepare(sandbox.order("abort", 2));

        worktree.remove();

        assertThat(worktree.directory()).doesNotExist();
        assertThat(sh(later.directory(), "git symbolic-ref --short HEAD")).isEqualTo("stretto/01run/abort");
    }

    @Test
    void changes_since_the_harvest_are_not_thrown_away() throws Exception {
        sh(worktree.directory(), "echo 1 > one.txt");
        worktree.harvest(ANYWHERE);
        sh(worktree.directory(), "echo 2 > two.txt");

        assertRefused("it holds changes that are on no branch");
        assertThat(worktree.place().stored(worktree.directory().resolve("two.txt")))
                .exists();
    }

    @Test
    void a_commit_that_is_on_no_branch_is_not_thrown_away() throws Exception {
        sh(worktree.directory(), "git checkout -q --detach; git commit -q --allow-empty -m 'notes in the message'");

        assertRefused("it holds changes that are on no branch");
    }

    @Test
    void repositories_that_the_subagent_made_are_not_thrown_away() throws Exception {
        sh(worktree.directory(), "git init -q mine; touch mine/f");
        worktree.harvest(ANYWHERE);

        assertRefused("it holds git repositories of its own, which are on no branch: mine/");
    }

    @Test
    void a_repository_that_the_subagent_recorded_as_a_link_is_not_thrown_away() throws Exception {
        sh(
                worktree.directory(),
                "git init -q mine; cd mine; touch f; git add .; git commit -qm inner; cd ..; git add mine 2>/dev/null");
        worktree.harvest(ANYWHERE);

        assertRefused("submodules were changed, and their commits may exist only there: mine");
        assertThat(worktree.embeddedRepositories()).containsExactly("mine");
    }

    @Test
    void a_repository_in_place_of_the_worktrees_own_is_not_thrown_away() throws Exception {
        sh(worktree.directory(), "rm .git; git init -q; git add .; git commit -qm mine");
        worktree.harvest(ANYWHERE);

        assertRefused("its .git was replaced with a repository of its own");
    }

    @Test
    void a_submodules_new_commit_is_not_thrown_away() throws Exception {
        sandbox.sh("""
                git init -q ../library; (cd ../library; git config user.name U; git config user.email u@x;
                  touch l; git add .; git commit -qm library)
                git -c protocol.file.allow=always submodule --quiet add "$(pwd)/../library" library
                git commit -qm submodule
                """);
        Worktree other = sandbox.worktrees.prepare(sandbox.order("other"));
        other.remove();
        Worktree changing = sandbox.worktrees.prepare(sandbox.order("changing"));
        sh(changing.directory(), """
                git -c protocol.file.allow=always submodule --quiet update --init
                cd library; echo x >> l; git -c user.name=A -c user.email=a@x commit -qam changed
                """);
        changing.harvest(ANYWHERE);

        assertThatThrownBy(changing::remove)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("submodules were changed")
                .hasMessageContaining("library");
    }

    @Test
    void an_interrupted_removal_is_completed() throws Exception {
        sh(sandbox.root, "mv " + worktree.directory() + " " + worktree.directory() + ".discarded");

        worktree.remove();

        assertThat(sandbox.root.resolve("data/workspaces/" + Sandbox.RUN)).doesNotExist();
        assertThat(sandbox.sh("git branch --list 'stretto/*'; git worktree list | wc -l"))
                .isEqualTo("1");
    }

    @Test
    void the_last_change_is_the_newest_of_all_files_but_gits_own() {
        sh(worktree.directory(), """
                find . -exec touch -h -d '2020-01-01T00:00:00Z' {} +
                touch -d '2021-01-01T00:00:00Z' dir/c.txt
                touch .git
                ln -s /dev/null link; touch -h -d '2020-01-01T00:00:00Z' link .
                """);
        assertThat(worktree.lastChange()).isEqualTo(Instant.parse("2021-01-01T00:00:00Z"));

        sh(sandbox.root, "rm -rf " + worktree.place().writable());
        assertThat(worktree.lastChange()).isEqualTo(Instant.EPOCH);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(worktree::remove)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("is kept: " + why)
                .hasMessageContaining("git worktree prune");
        assertThat(worktree.directory()).isDirectory();
    }
}
