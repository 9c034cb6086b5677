package dev.stretto.subagents.git.cleanup;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunCleanupTest extends RunToClean {
    @Test
    void a_run_whose_result_was_taken_over_goes_without_a_trace() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt; echo junk > junk.ignored");
        BranchToMerge two = sandbox.work("two", "echo two > two.txt");
        integrate(one, two);
        VerificationCheckout.checkout(base, base.commit(), folder.resolve("_verification"));
        sandbox.sh("git merge -q --ff-only stretto/01run");
        String users = sandbox.usersState();
        long bytes = cleanup().bytes();

        Cleanup done = sameAsPreviewed();

        assertThat(done.complete()).isTrue();
        assertThat(done.workspaces())
                .containsExactly(folder.resolve("_verification"), folder.resolve("one/1"), folder.resolve("two/1"));
        assertThat(done.references())
                .containsExactly("refs/heads/stretto/01run", "refs/stretto/01run/one", "refs/stretto/01run/two");
        assertThat(bytes).isPositive();
        assertThat(done.bytes()).isEqualTo(bytes);
        assertThat(done.freed()).isEqualTo(bytes);
        assertThat(folder).doesNotExist();
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)'; git worktree list | wc -l"))
                .isEqualTo("refs/heads/main\n1");
        assertThat(sandbox.usersState()).isEqualTo(users);
        assertThat(sameAsPreviewed()).isEqualTo(new Cleanup(List.of(), List.of(), List.of(), 0, 0));
    }

    @Test
    void work_that_is_on_no_branch_stays_with_the_reason_and_its_worktrees_go() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo 1 > x; git add x; git commit -qm x; echo two > two.txt");
        sandbox.work("nothing", "touch a.txt");
        integrate(one, two);

        Cleanup done = sameAsPreviewed();

        assertThat(done.references()).containsExactly("refs/stretto/01run/nothing");
        assertThat(done.kept())
                .containsExactly(
                        new Cleanup.Kept("refs/heads/stretto/01run", "3 commits on it are on no branch of yours"),
                        new Cleanup.Kept("refs/stretto/01run/one", UNMERGED),
                        new Cleanup.Kept("refs/stretto/01run/two", "2 commits on it are on no branch of yours"));
        assertThat(cleanup().unmerged())
                .extracting(UnmergedWork::reference, UnmergedWork::commits)
                .containsExactly(
                        tuple("refs/heads/stretto/01run", 3),
                        tuple("refs/stretto/01run/one", 1),
                        tuple("refs/stretto/01run/two", 2));
        assertThat(done.freed()).isEqualTo(done.bytes());
        assertThat(folder).doesNotExist();
    }

    @Test
    void a_branch_of_the_users_that_only_points_at_the_result_does_not_hold_it() throws Exception {
        integrate(sandbox.work("one", "echo one > a.txt"));
        sandbox.sh("git symbolic-ref refs/heads/mine refs/heads/stretto/01run");

        Cleanup done = sameAsPreviewed();

        assertThat(done.kept()).contains(new Cleanup.Kept("refs/stretto/01run/one", UNMERGED));
        assertThat(sandbox.sh("git show mine:a.txt")).isEqualTo("one");
    }

    @Test
    void what_failed_attempts_left_is_work_too() throws Exception {
        sandbox.work("one", "echo half > half.txt");
        BranchToMerge again = sandbox.workFrom(sandbox.order("one", 2), "echo whole > whole.txt");
        integrate(again);
        sandbox.sh("git merge -q --ff-only stretto/01run");

        Cleanup done = sameAsPreviewed();

        assertThat(done.references()).containsExactly("refs/heads/stretto/01run", "refs/stretto/01run/one");
        assertThat(done.kept()).containsExactly(new Cleanup.Kept("refs/stretto-attempts/01run/one/1", UNMERGED));

        sandbox.sh("git branch mine refs/stretto-attempts/01run/one/1");
        assertThat(sameAsPreviewed().references()).containsExactly("refs/stretto-attempts/01run/one/1");
    }

    @Test
    void an_earlier_result_goes_once_all_that_was_merged_into_it_is_taken_over() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge three = sandbox.work("three", "echo three > three.txt");
        String first = integrate(one, three);
        BranchToMerge two = sandbox.workFrom(sandbox.order("two", 2), "echo two > two.txt");
        integrate(one, two, three);
        sandbox.sh("git merge -q --ff-only stretto/01run");
        assertThat(sandbox.sh("git branch --contains " + first)).isEmpty();

        assertThat(sameAsPreviewed().references()).contains(RefNames.resultRef(RUN, first));
    }

    @Test
    void an_earlier_result_with_commits_of_the_users_or_a_merge_done_by_hand_stays() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");
        String first = integrate(one);
        sandbox.sh("git switch -q stretto/01run; git merge -q -s ours --no-edit stretto/01run/two; git switch -q main");
        String byHand = sandbox.sh("git rev-parse stretto/01run");
        sandbox.worktrees.reopen(RUN, base);
        sandbox.sh("git merge -q --ff-only " + first + "; git branch theirs " + two.commit());

        assertThat(sameAsPreviewed().kept())
                .containsExactly(new Cleanup.Kept(RefNames.resultRef(RUN, byHand), UNMERGED));
    }

    @Test
    void trials_go_with_the_run_unless_they_are_all_that_holds_some_work() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");
        MergeRules rules = new MergeRules(OnConflict.ORDER, List.of());
        assertThat(new BranchMerger().subset(RUN, base, "trial-1", List.of(one, two), rules))
                .isPresent();
        assertThat(new BranchMerger().subset(RUN, base, "base-1", List.of(), rules))
                .isPresent();
        assertThat(cleanup().unmerged())
                .extracting(UnmergedWork::reference)
                .containsExactly("refs/heads/stretto/01run/one", "refs/heads/stretto/01run/two");
        assertThat(sameAsPreviewed().references())
                .containsExactly("refs/stretto-trials/01run/base-1", "refs/stretto-trials/01run/trial-1");

        assertThat(new BranchMerger().subset(RUN, base, "trial-1", List.of(one, two), rules))
                .isPresent();
        sandbox.sh("git branch -q -D stretto/01run/two");
        assertThat(sameAsPreviewed().kept())
                .containsExactly(
                        new Cleanup.Kept("refs/heads/stretto/01run/one", UNMERGED),
                        new Cleanup.Kept("refs/stretto-trials/01run/trial-1", UNMERGED));
    }

    @Test
    void a_pushed_or_tagged_result_is_safe_and_a_branch_of_another_run_is_not() throws Exception {
        sandbox.sh("git init -q --bare ../remote; git remote add origin ../remote");
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        integrate(one);
        sandbox.sh("git branch stretto/other stretto/01run");
        assertThat(cleanup().preview().kept()).hasSize(2);

        sandbox.sh("git push -q origin stretto/01run");
        assertThat(cleanup().preview().complete()).isTrue();

        sandbox.sh("git push -q origin :stretto/01run; git tag -a -m v1 v1 stretto/01run; git tag blob HEAD:a.txt");
        assertThat(sameAsPreviewed().complete()).isTrue();
        assertThat(sandbox.sh("git rev-parse stretto/other^2")).isEqualTo(one.commit());
    }

    @Test
    void branches_of_runs_with_a_like_name_are_left_alone() throws Exception {
        sandbox.sh("git branch stretto/01run2; git branch stretto/01ru; git update-ref refs/stretto/01run2/one HEAD");

        assertThat(sameAsPreviewed().references()).isEmpty();
        assertThat(sandbox.sh("git for-each-ref | wc -l")).isEqualTo("4");
    }

    @Test
    void a_base_that_is_on_no_branch_any_more_is_not_the_runs_work() throws Exception {
        sandbox.work("nothing", "true");
        sandbox.sh("git commit -q --amend -m other");

        assertThat(sameAsPreviewed().references()).containsExactly("refs/heads/stretto/01run/nothing");
    }

    @Test
    void a_change_and_its_undoing_are_work_and_an_empty_commit_is_none() throws Exception {
        sandbox.work("undone", "echo 1 > x; git add .; git commit -qm x; git rm -q x; git commit -qm undone");
        sandbox.work("empty", "git commit -q --allow-empty -m nothing");

        Cleanup done = sameAsPreviewed();

        assertThat(done.references()).containsExactly("refs/heads/stretto/01run/empty");
        assertThat(done.kept())
                .containsExactly(new Cleanup.Kept(
                        "refs/heads/stretto/01run/undone", "2 commits on it are on no branch of yours"));
    }

    @Test
    void references_to_no_commit_and_symbolic_ones_take_nothing_with_them() throws Exception {
        sandbox.sh("""
                git update-ref refs/stretto/01run/blob HEAD:a.txt
                git commit -q --allow-empty -m second
                git symbolic-ref refs/heads/stretto/01run refs/heads/main
                """);

        Cleanup done = sameAsPreviewed();

        assertThat(done.references()).containsExactly("refs/heads/stretto/01run");
        assertThat(done.kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.why()).endsWith("is no commit that can be read"));
        assertThat(sandbox.sh("git log --format=%s main")).isEqualTo("second\nfirst");
    }

    @Test
    void packed_references_and_a_killed_gits_lock_are_no_hindrance() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        integrate(one);
        sandbox.sh("git merge -q --ff-only stretto/01run; git pack-refs --all; mkdir -p .git/refs/heads/stretto;"
                + " touch .git/refs/heads/stretto/01run.lock");

        assertThat(sameAsPreviewed().complete()).isTrue();
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)'")).isEqualTo("refs/heads/main");
    }

    @Test
    void a_repository_that_is_gone_is_named_and_the_size_is_known_all_the_same() throws Exception {
        sandbox.work("one", "echo one > a.txt");
        sh(sandbox.root, "mv project elsewhere");

        assertThat(cleanup().bytes()).isPositive();
        assertThatThrownBy(() -> cleanup().execute())
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("what run 01run has left in the repository " + sandbox.repository)
                .hasMessageContaining("no such directory");
        assertThat(folder.resolve("one/1/a.txt")).exists();
    }

    @Test
    void what_is_no_id_of_a_run_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunCleanup(base, "", folder));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunCleanup(base, "a/../b", folder));
    }

    @Test
    void hundreds_of_references_are_judged_at_once() throws Exception {
        sandbox.sh("""
                for n in $(seq 1 300); do
                  tree=$( { git ls-tree HEAD; printf '100644 blob %s\\tn%s\\n' "$(git rev-parse HEAD:a.txt)" $n; } | git mktree)
                  commit=$(git commit-tree -p HEAD -m $n $tree)
                  echo "create refs/stretto/01run/task$n $commit"
                done | git update-ref --stdin
                git merge -q --no-edit -s octopus $(seq -f refs/stretto/01run/task%.0f 1 20)
                """);

        Cleanup done = sameAsPreviewed();

        assertThat(done.references()).hasSize(20);
        assertThat(done.kept()).hasSize(280);
    }
}
