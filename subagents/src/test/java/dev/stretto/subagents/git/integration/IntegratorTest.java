package dev.stretto.subagents.git.integration;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.RUN;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.Worktree;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IntegratorTest {
    private static final String TYPE = "To take the result over, type: git merge stretto/01run";

    @TempDir
    Path temp;

    Sandbox sandbox;
    PinnedBase base;
    BranchToMerge one;
    BranchToMerge two;
    String result;

    @BeforeEach
    void merged() throws Exception {
        sandbox = Sandbox.in(temp);
        base = sandbox.base();
        one = sandbox.work("one", "echo one > a.txt");
        two = sandbox.work("two", "echo two > new.txt");
        result = Sandbox.merge(base, List.of(one, two)).commit();
    }

    @Test
    void what_is_checked_out_in_the_very_moment_in_place_of_the_branch_is_told_if_it_was_moved() throws Exception {
        // Somebody changes the branch while git looks for changes, which is after it was asked which one is checked
        // out.
        sandbox.sh("git config filter.moment.clean 'git symbolic-ref HEAD refs/heads/mine; cat';"
                + " git branch mine; mkdir -p .git/info; echo 'b.txt filter=moment' > .git/info/attributes;"
                + " touch -d yesterday b.txt");

        Integration integration = integrate(true);

        assertThat(integration.movedBranch()).isNull();
        assertThat(integration.note())
                .startsWith("'main' was not moved: at that moment 'mine' was checked out in " + sandbox.repository)
                .contains("To move that back, type: git reset --keep ORIG_HEAD")
                .endsWith("type: git switch main && git merge stretto/01run");
        assertThat(sandbox.sh("git rev-parse main mine ORIG_HEAD"))
                .isEqualTo(base.commit() + "\n" + result + "\n" + base.commit());
    }

    @Test
    void the_run_gets_its_branch_and_the_tasks_keep_their_names() throws Exception {
        String before = sandbox.usersState();
        MergeRules rules = new MergeRules(OnConflict.REPORT, List.of());
        new BranchMerger().subset(RUN, base, "some-1", List.of(one), rules);

        Integration integration = integrate(false);

        assertThat(integration).isEqualTo(new Integration("stretto/01run", null, null));
        assertThat(sandbox.sh("git rev-parse stretto/01run stretto/01run/one stretto/01run/two"))
                .isEqualTo(result + "\n" + one.commit() + "\n" + two.commit());
        assertThat(sandbox.sh("git branch --list --format='%(refname:short)' 'stretto/*'"))
                .isEqualTo("stretto/01run");
        assertThat(sandbox.sh("git for-each-ref refs/stretto-merges refs/stretto-trials"))
                .isEmpty();
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    @Test
    void worktrees_keep_their_files_and_stand_at_the_same_commits() throws Exception {
        Path worktree = sandbox.root.resolve("data/workspaces/01run/one/1");
        sh(worktree, "echo later > later.txt");

        integrate(false);

        assertThat(sh(worktree, "git rev-parse HEAD; git rev-parse --symbolic-full-name HEAD; git status --porcelain"))
                .isEqualTo(one.commit() + "\nHEAD\n?? later.txt");
        Worktree late = sandbox.worktrees.find(sandbox.order("one")).orElseThrow();
        WorkResult harvested = late.harvest(ANYWHERE).work();
        assertThat(sandbox.sh("git show " + harvested.branch() + ":later.txt")).isEqualTo("later");
        assertThat(sandbox.sh("git rev-parse stretto/01run")).isEqualTo(result);
    }

    @Test
    void it_goes_on_after_a_crash_at_any_step() throws Exception {
        // copied
        sandbox.sh("git update-ref refs/stretto/01run/one " + one.commit());
        integrate(false);
        String once = refs();
        // again
        integrate(false);
        assertThat(refs()).isEqualTo(once);
        // copied and deleted, but no branch yet
        sandbox.sh("git update-ref -d refs/heads/stretto/01run");
        integrate(false);
        assertThat(refs()).isEqualTo(once);
    }

    @Test
    void another_commit_under_the_name_of_a_copy_is_kept() throws Exception {
        sandbox.sh("git update-ref refs/stretto/01run/one " + two.commit());

        integrate(false);

        assertThat(sandbox.sh("git rev-parse stretto/01run/one")).isEqualTo(one.commit());
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' 'refs/stretto/01run/one-*'"))
                .isEqualTo(two.commit());
    }

    @Test
    void another_result_under_the_runs_name_is_kept() throws Exception {
        integrate(false);

        Integration again = new Integrator().integrate(RUN, base, one.commit(), false);
        assertThat(again.note()).isNull();
        assertThat(sandbox.sh("git rev-parse stretto/01run")).isEqualTo(result);

        String other = sandbox.sh("git commit-tree -m other -p main main^{tree}");
        Integration diverged = new Integrator().integrate(RUN, base, other, false);
        assertThat(diverged.note())
                .contains("stood at another result before")
                .contains("kept as " + RefNames.resultRef(RUN, result));
        assertThat(sandbox.sh("git rev-parse " + RefNames.resultRef(RUN, result)))
                .isEqualTo(result);
    }

    @Test
    void a_checkout_of_a_tasks_branch_by_the_user_is_let_go_and_noted() throws Exception {
        sandbox.sh("git worktree remove --force ../data/workspaces/01run/one/1; git checkout -q stretto/01run/one");

        Integration integration = integrate(true);

        assertThat(integration.note())
                .contains("had a task's branch checked out")
                .contains(TYPE);
        assertThat(sandbox.sh("git status --porcelain; git rev-parse HEAD")).isEqualTo(one.commit());
    }

    @Test
    void the_users_clean_branch_is_moved_forward_once() throws Exception {
        sandbox.sh("echo mine > untracked.txt");

        assertThat(integrate(true)).isEqualTo(new Integration("stretto/01run", "main", null));
        assertThat(sandbox.sh("git rev-parse main; git status --porcelain; cat a.txt new.txt"))
                .isEqualTo(result + "\n?? untracked.txt\none\ntwo");
        assertThat(integrate(true)).isEqualTo(new Integration("stretto/01run", "main", null));
    }

    @Test
    void a_branch_on_the_way_to_the_result_is_moved_and_one_beyond_it_has_arrived() throws Exception {
        sandbox.sh("git merge -q --ff-only " + one.commit());
        assertThat(integrate(true)).isEqualTo(new Integration("stretto/01run", "main", null));
        assertThat(sandbox.sh("git rev-parse main")).isEqualTo(result);

        sandbox.sh("echo more >> b.txt; git commit -qam more; echo dirty >> b.txt");
        String before = sandbox.usersState();
        assertThat(integrate(true)).isEqualTo(new Integration("stretto/01run", "main", null));
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    @Test
    void a_branch_that_was_moved_back_is_left_alone() throws Exception {
        sandbox.sh(
                "git checkout -q --orphan fresh; git commit -qm fresh; git branch -f main fresh; git switch -q main");

        assertThat(integrate(true).note())
                .isEqualTo("'main' was not moved: it has moved since the run started. " + TYPE);
    }

    @Test
    void the_runs_branch_where_the_user_has_it_checked_out_does_not_move_under_their_feet() throws Exception {
        new Integrator().integrate(RUN, base, one.commit(), false);
        sandbox.sh("git switch -q stretto/01run; echo dirty >> b.txt");

        Integration integration = integrate(false);

        assertThat(integration.note()).contains("had stretto/01run checked out");
        assertThat(sandbox.sh("git status --porcelain; git rev-parse HEAD stretto/01run"))
                .isEqualTo("M b.txt\n" + one.commit() + "\n" + result);
    }

    @Test
    void a_symbolic_branch_in_place_of_the_runs_does_not_take_the_users_with_it() throws Exception {
        sandbox.sh("git update-ref -d refs/heads/stretto/01run/one; git update-ref -d refs/heads/stretto/01run/two;"
                + " git commit -q --allow-empty -m mine; git symbolic-ref refs/heads/stretto/01run refs/heads/main");
        String mine = sandbox.head();

        integrate(false);

        assertThat(sandbox.sh("git rev-parse main stretto/01run")).isEqualTo(mine + "\n" + result);
    }

    @Test
    void a_dirty_checkout_is_left_alone() throws Exception {
        sandbox.sh("echo mine > b.txt; echo s > s; git add s; echo x >> run.sh; git stash push -q run.sh");
        String before = sandbox.usersState();

        Integration integration = integrate(true);

        assertThat(integration.movedBranch()).isNull();
        assertThat(integration.note())
                .isEqualTo("'main' was not moved: 2 files in " + sandbox.repository
                        + " have changes that are not committed. " + TYPE);
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    @Test
    void a_git_that_was_killed_before_it_moved_the_branch_is_no_hindrance() throws Exception {
        sandbox.sh("git read-tree -m -u HEAD " + result);
        assertThat(sandbox.sh("git status --porcelain; git rev-parse HEAD"))
                .isEqualTo("M  a.txt\nA  new.txt\n" + base.commit());

        assertThat(integrate(true)).isEqualTo(new Integration("stretto/01run", "main", null));
        assertThat(sandbox.sh("git status --porcelain; git rev-parse HEAD")).isEqualTo(result);
    }

    @Test
    void files_of_the_users_that_are_in_the_way_are_left_alone_also_ignored_ones() throws Exception {
        sandbox.sh("echo mine > new.txt");
        String before = sandbox.usersState();
        assertThat(integrate(true).note())
                .contains("'main' was not moved, git refused")
                .contains("new.txt");
        assertThat(sandbox.usersState()).isEqualTo(before);

        sandbox.sh("echo new.txt >> .git/info/exclude");
        assertThat(integrate(true).movedBranch()).isNull();
        assertThat(sandbox.sh("cat new.txt")).isEqualTo("mine");
    }

    @Test
    void a_branch_that_has_moved_or_is_not_checked_out_is_left_alone() throws Exception {
        sandbox.sh("git commit -q --allow-empty -m second");
        assertThat(integrate(true).note())
                .isEqualTo("'main' was not moved: it has moved since the run started. " + TYPE);

        sandbox.sh("git reset -q --hard HEAD~; git checkout -q -b other");
        assertThat(integrate(true).note())
                .isEqualTo("'main' was not moved: it is no longer checked out in " + sandbox.repository + ". " + TYPE);

        PinnedBase detached = new PinnedBase(base.repository(), base.commit(), null, null);
        assertThat(new Integrator().integrate(RUN, detached, result, true).note())
                .isEqualTo("no branch was moved: the run did not start from the branch that was checked out. " + TYPE);
    }

    private Integration integrate(boolean moveUsersBranch) throws GitException {
        return new Integrator().integrate(RUN, base, result, moveUsersBranch);
    }

    private String refs() {
        return sandbox.sh("git for-each-ref refs/heads refs/stretto refs/stretto-merges");
    }
}
