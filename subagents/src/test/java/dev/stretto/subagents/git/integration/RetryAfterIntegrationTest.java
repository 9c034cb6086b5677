package dev.stretto.subagents.git.integration;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.RUN;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Worktree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of three tasks of which the second one has failed, which is integrated, and then tried again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetryAfterIntegrationTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    PinnedBase base;
    BranchToMerge one;
    BranchToMerge failed;
    BranchToMerge three;
    String firstResult;

    @BeforeEach
    void integrated() throws Exception {
        sandbox = Sandbox.in(temp);
        base = sandbox.base();
        one = sandbox.work("one", "echo one > a.txt");
        failed = sandbox.work("two", "echo half > two.txt");
        three = sandbox.work("three", "echo three > three.txt");
        firstResult = integrate(List.of(one, three), false).commit();
    }

    @Test
    void the_new_attempts_work_lands_on_the_tasks_branch_and_the_earlier_ones_is_kept() throws Exception {
        Worktree second = sandbox.worktrees.prepare(order("two", 2));
        sh(second.directory(), "test ! -e two.txt; echo whole > two.txt");
        WorkResult result = second.harvest(ANYWHERE).work();

        assertThat(result.branch()).isEqualTo("stretto/01run/two");
        assertThat(result.start()).isEqualTo(base.commit());
        assertThat(sandbox.sh("git rev-parse stretto/01run/two refs/heads/stretto/01run/two 2>&1"))
                .isEqualTo(result.commit() + "\n" + result.commit());
        assertThat(sandbox.sh("git rev-parse refs/stretto-attempts/01run/two/1"))
                .isEqualTo(failed.commit());
        assertThat(sandbox.sh("git rev-parse stretto/01run/one stretto/01run/three"))
                .isEqualTo(one.commit() + "\n" + three.commit());
        assertThat(sandbox.sh("git rev-parse " + RefNames.resultRef(RUN, firstResult)))
                .isEqualTo(firstResult);
    }

    @Test
    void integrating_again_makes_the_branch_anew_and_every_task_has_its_name() throws Exception {
        BranchToMerge two = again("two", "echo whole > two.txt");

        Integrated second = integrate(List.of(one, two, three), false);

        assertThat(second.integration().branch()).isEqualTo("stretto/01run");
        assertThat(second.integration().note())
                .isEqualTo("stretto/01run stood at another result before, which is kept as "
                        + RefNames.resultRef(RUN, firstResult));
        assertThat(sandbox.sh("git rev-parse stretto/01run stretto/01run/one stretto/01run/two stretto/01run/three"))
                .isEqualTo(String.join("\n", second.commit(), one.commit(), two.commit(), three.commit()));
        assertThat(sandbox.sh("git show stretto/01run:two.txt stretto/01run:three.txt stretto/01run:a.txt"))
                .isEqualTo("whole\nthree\none");
        assertThat(integrate(List.of(one, two, three), false)).isEqualTo(second);
    }

    @Test
    void a_result_that_builds_on_the_earlier_one_needs_no_note_and_moves_the_users_branch() throws Exception {
        integrate(List.of(one, three), true);
        assertThat(sandbox.head()).isEqualTo(firstResult);
        BranchToMerge two = again("two", "echo whole > two.txt");

        Integrated second = integrate(List.of(one, three, two), true);

        assertThat(second.integration()).isEqualTo(new Integration("stretto/01run", "main", null));
        assertThat(sandbox.sh("git rev-parse main; git status --porcelain; cat two.txt"))
                .isEqualTo(second.commit() + "\nwhole");
    }

    @Test
    void a_users_branch_at_an_earlier_result_is_left_there_and_what_to_type_takes_the_new_one_over() throws Exception {
        integrate(List.of(one, three), true);
        BranchToMerge two = again("two", "echo whole > two.txt");

        Integrated second = integrate(List.of(one, two, three), true);

        assertThat(second.integration().movedBranch()).isNull();
        assertThat(second.integration().note())
                .contains("'main' was not moved: it stands at an earlier result of this run, which the new one does not"
                        + " build on. To take the result over, type: git merge stretto/01run");
        assertThat(sandbox.head()).isEqualTo(firstResult);
        sandbox.sh("git merge -q --no-edit stretto/01run; git diff --exit-code stretto/01run");
    }

    @Test
    void where_a_merge_would_not_give_the_new_result_the_user_is_told_what_does() throws Exception {
        integrate(List.of(one, three), true);
        BranchToMerge otherOne = again("one", "echo other > a.txt");
        BranchToMerge two = again("two", "echo whole > two.txt");

        Integrated second = integrate(List.of(otherOne, two, three), true);

        assertThat(second.integration().note())
                .contains("To have the new result in its place, type: git reset --keep stretto/01run");
        sandbox.sh("git reset -q --keep stretto/01run; git diff --exit-code " + second.commit());
    }

    @Test
    void commits_of_the_users_on_the_runs_branch_are_kept_and_named() throws Exception {
        sandbox.sh("""
                git switch -q stretto/01run
                echo mine > mine.txt; git add .; git commit -qm mine
                git commit -q --allow-empty --amend -m "$(git log -1 --format=%B)"; echo 2 >> mine.txt; git commit -qam more
                git switch -q main
                """);
        String mine = sandbox.sh("git rev-parse stretto/01run");
        BranchToMerge two = again("two", "echo whole > two.txt");

        Integrated second = integrate(List.of(one, two, three), false);

        assertThat(second.integration().note())
                .isEqualTo("stretto/01run stood at another result before, with 2 commits on it that are not Stretto's:"
                        + " they are kept as " + RefNames.resultRef(RUN, mine));
        assertThat(sandbox.sh("git gc -q --prune=now; git show " + RefNames.resultRef(RUN, mine) + ":mine.txt"))
                .isEqualTo("mine\n2");
    }

    @Test
    void an_amended_result_counts_as_the_users() throws Exception {
        sandbox.sh(
                "git switch -q stretto/01run; echo mine > a.txt; git commit -qa --amend --no-edit; git switch -q main");
        BranchToMerge two = again("two", "echo whole > two.txt");

        assertThat(integrate(List.of(one, two, three), false).integration().note())
                .contains("with a commit on it that is not Stretto's");
    }

    @Test
    void commits_that_the_user_has_taken_to_a_branch_need_no_mention() throws Exception {
        sandbox.sh("git switch -q stretto/01run; echo mine > m; git add .; git commit -qm mine; git switch -qc mine");
        BranchToMerge two = again("two", "echo whole > two.txt");

        assertThat(integrate(List.of(one, two, three), false).integration().note())
                .contains("stood at another result before, which is kept as");
    }

    @Test
    void a_dirty_checkout_of_the_runs_branch_keeps_its_files_index_and_commit() throws Exception {
        sandbox.sh("git switch -q stretto/01run; echo dirty >> a.txt; echo staged > s; git add s; echo x > untracked");
        String files = sandbox.sh("git status --porcelain; git diff; git diff --cached; git rev-parse HEAD");

        assertThat(sandbox.worktrees.reopen(RUN, base))
                .containsExactly("the checkout at " + sandbox.repository
                        + " had stretto/01run checked out; it stands at the same commit without a branch now");
        BranchToMerge two = again("two", "echo whole > two.txt");

        assertThat(sandbox.sh("git status --porcelain; git diff; git diff --cached; git rev-parse HEAD"))
                .isEqualTo(files);
        assertThat(integrate(List.of(one, two, three), true).integration().note())
                .contains("the checkout at " + sandbox.repository
                        + " stands at the earlier result, on no branch; type: git switch stretto/01run")
                .contains("'main' was not moved: it is no longer checked out");
    }

    @Test
    void another_worktree_of_the_users_and_a_killed_gits_lock_are_no_hindrance() throws Exception {
        sandbox.sh("git worktree add -q ../elsewhere stretto/01run; git pack-refs --all");
        Files.createDirectories(sandbox.repository.resolve(".git/refs/heads/stretto"));
        Files.writeString(sandbox.repository.resolve(".git/refs/heads/stretto/01run.lock"), "");

        assertThat(sandbox.worktrees.reopen(RUN, base))
                .singleElement()
                .asString()
                .contains(sandbox.root.resolve("elsewhere").toString());

        BranchToMerge two = again("two", "echo whole > two.txt");
        assertThat(integrate(List.of(one, two, three), false).integration().branch())
                .isEqualTo("stretto/01run");
        assertThat(sh(sandbox.root.resolve("elsewhere"), "git status --porcelain; git rev-parse HEAD"))
                .isEqualTo(firstResult);
    }

    @Test
    void reopening_goes_on_after_a_crash_at_any_step_and_does_nothing_where_nothing_is_in_the_way() throws Exception {
        // kept, but neither let go of nor deleted
        sandbox.sh("git switch -q stretto/01run; git update-ref " + RefNames.resultRef(RUN, firstResult) + " "
                + firstResult);
        sandbox.worktrees.reopen(RUN, base);
        // kept and moved, but the copy of the task's branch is there, and its branch too
        sandbox.sh("git update-ref refs/stretto-attempts/01run/two/1 " + failed.commit());
        sandbox.sh("git update-ref refs/heads/stretto/01run/two " + base.commit());
        Worktree second = sandbox.worktrees.prepare(order("two", 2));
        String refs = sandbox.sh("git for-each-ref");

        assertThat(sandbox.worktrees.reopen(RUN, base)).isEmpty();
        assertThat(sandbox.worktrees.prepare(order("two", 2)).ref()).isEqualTo(second.ref());
        assertThat(sandbox.sh("git for-each-ref")).isEqualTo(refs);
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)' refs/stretto-attempts refs/stretto-results"))
                .isEqualTo("refs/stretto-attempts/01run/two/1\n" + RefNames.resultRef(RUN, firstResult));
    }

    @Test
    void a_run_can_be_tried_again_and_again() throws Exception {
        List<String> results = new ArrayList<>(List.of(firstResult));
        for (int attempt = 2; attempt <= 4; attempt++) {
            BranchToMerge two = sandbox.workFrom(order("two", attempt), "echo " + attempt + " > two.txt");
            results.add(integrate(List.of(one, two, three), false).commit());
        }

        assertThat(sandbox.sh("git show stretto/01run:two.txt")).isEqualTo("4");
        assertThat(sandbox.sh("for n in 1 2 3; do git show refs/stretto-attempts/01run/two/$n:two.txt; done"))
                .isEqualTo("half\n2\n3");
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' refs/stretto-results")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(results.subList(0, 3));
        assertThat(sandbox.sh("git rev-parse stretto/01run")).isEqualTo(results.getLast());
    }

    @Test
    void an_earlier_attempts_late_work_stays_off_the_new_ones_branch() throws Exception {
        Worktree first = sandbox.worktrees.find(sandbox.order("two")).orElseThrow();
        Worktree second = sandbox.worktrees.prepare(order("two", 2));
        sh(first.directory(), "echo late > late.txt");

        WorkResult late = first.harvest(ANYWHERE).work();

        assertThat(late.branch()).startsWith("refs/stretto-attempts/01run/two/1");
        assertThat(sh(second.directory(), "git rev-parse HEAD; git status --porcelain"))
                .isEqualTo(base.commit());
    }

    @Test
    void late_work_of_a_task_that_is_not_tried_again_leaves_what_was_integrated_alone() throws Exception {
        Worktree first = sandbox.worktrees.find(sandbox.order("one")).orElseThrow();
        again("two", "echo whole > two.txt");
        sh(first.directory(), "echo late > late.txt");

        WorkResult late = first.harvest(ANYWHERE).work();

        assertThat(late.branch()).isEqualTo("refs/stretto-attempts/01run/one/1");
        assertThat(sandbox.sh("git rev-parse stretto/01run/one")).isEqualTo(one.commit());
    }

    @Test
    void a_worktree_that_was_kept_can_be_removed_once_its_attempt_was_tried_again() throws Exception {
        Worktree first = sandbox.worktrees.find(sandbox.order("two")).orElseThrow();
        again("two", "echo whole > two.txt");

        first.remove();

        assertThat(first.directory()).doesNotExist();
    }

    @Test
    void fifty_attempts_at_once_reopen_the_run_once() throws Exception {
        sandbox.sh("git switch -q stretto/01run; echo mine > m; git add .; git commit -qm mine;"
                + " for n in $(seq 0 49); do git update-ref refs/stretto/01run/task$n " + failed.commit()
                + "; done; git pack-refs --all");
        String mine = sandbox.head();
        List<Future<WorkResult>> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 50; number++) {
                String task = "task" + number;
                results.add(executor.submit(() -> {
                    Worktree worktree = sandbox.worktrees.prepare(order(task, 2));
                    Files.writeString(worktree.directory().resolve(task), task);
                    return worktree.harvest(ANYWHERE).work();
                }));
            }
        }

        for (int number = 0; number < 50; number++) {
            assertThat(results.get(number).get().branch()).isEqualTo("stretto/01run/task" + number);
        }
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' refs/stretto-results"))
                .isEqualTo(mine);
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' 'refs/stretto-attempts/01run/task*/1'")
                        .lines())
                .hasSize(50)
                .containsOnly(failed.commit());
        assertThat(sandbox.sh("git rev-parse HEAD; git status --porcelain")).isEqualTo(mine);
    }

    @Test
    void commits_that_the_user_makes_on_the_branch_while_it_is_moved_aside_are_kept() throws Exception {
        Path elsewhere = sandbox.root.resolve("elsewhere");
        sandbox.sh("git worktree add -q ../elsewhere stretto/01run");
        List<String> made = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> user = executor.submit(() -> {
                for (int number = 0; number < 20; number++) {
                    made.add(sh(
                            elsewhere, "git commit -q --allow-empty -m mine 2>/dev/null || true; git rev-parse HEAD"));
                }
            });
            Future<List<String>> reopened = executor.submit(() -> sandbox.worktrees.reopen(RUN, base));
            user.get();
            reopened.get();
        }

        sandbox.worktrees.reopen(RUN, base);
        assertThat(sandbox.sh("git for-each-ref refs/heads/stretto")).isEmpty();
        for (String commit : made) {
            assertThat(sandbox.sh("{ git for-each-ref --contains " + commit + " refs/stretto-results; git -C "
                            + elsewhere + " merge-base --is-ancestor " + commit + " HEAD && echo head; } | head -1"))
                    .isNotEmpty();
        }
    }

    @Test
    void a_repository_that_can_not_be_written_is_named() {
        sandbox.sh("mkdir .git/refs/stretto-results; : > .git/refs/stretto-results/01run");

        assertThatThrownBy(() -> sandbox.worktrees.reopen(RUN, base))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("run 01run can't be tried again")
                .hasMessageContaining("refs/stretto-results/01run");
        assertThat(sandbox.sh("git rev-parse stretto/01run")).isEqualTo(firstResult);
    }

    private record Integrated(String commit, Integration integration) {}

    private AttemptOrder order(String task, int attempt) {
        AttemptOrder order = sandbox.order(task, attempt);
        return new AttemptOrder(order.run(), order.id(), order.task(), null, base, true, List.of(base.commit()));
    }

    private BranchToMerge again(String task, String script) throws WorkspaceException {
        return sandbox.workFrom(order(task, 2), script);
    }

    private Integrated integrate(List<BranchToMerge> branches, boolean moveUsersBranch) throws GitException {
        String commit = Sandbox.merge(base, branches).commit();
        return new Integrated(commit, new Integrator().integrate(RUN, base, commit, moveUsersBranch));
    }
}
