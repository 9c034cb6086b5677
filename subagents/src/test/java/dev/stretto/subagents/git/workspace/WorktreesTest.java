package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.RUN;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
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
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"WORKTREE", "OVERLAY"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorktreesTest {
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
    void a_worktree_stands_at_the_start_on_the_tasks_branch() throws Exception {
        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(worktree.directory()).isEqualTo(sandbox.root.resolve("data/workspaces/01run/abort/1"));
        assertThat(worktree.ref().branch()).isEqualTo("stretto/01run/abort");
        assertThat(worktree.ref().start()).isEqualTo(sandbox.head());
        assertThat(sh(worktree.directory(), "git status --porcelain=v2 --branch; ls"))
                .isEqualTo("# branch.oid " + sandbox.head()
                        + "\n# branch.head stretto/01run/abort\na.txt\nb.txt\ndir\nrun.sh");
    }

    @Test
    void a_complete_worktree_is_given_back_as_it_is() throws Exception {
        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        sh(worktree.directory(), "echo changed > a.txt; rm b.txt; echo new > new.txt; git checkout -q --detach");

        Worktree again = new Worktrees(temp.resolve("data/workspaces")).prepare(sandbox.order("abort"));

        assertThat(again.ref()).isEqualTo(worktree.ref());
        assertThat(sh(again.directory(), "cat a.txt new.txt; ls"))
                .isEqualTo("changed\nnew\na.txt\ndir\nnew.txt\nrun.sh");
    }

    @Test
    void it_is_found_once_it_is_complete_and_until_it_is_gone() throws Exception {
        assertThat(sandbox.worktrees.find(sandbox.order("abort"))).isEmpty();
        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sandbox.worktrees.find(sandbox.order("abort")))
                .map(Worktree::ref)
                .contains(worktree.ref());
        assertThat(sandbox.worktrees.find(sandbox.order("abort", 2))).isEmpty();

        sh(
                sandbox.root,
                "rm -rf " + worktree.directory() + " " + worktree.place().writable());
        assertThat(sandbox.worktrees.find(sandbox.order("abort"))).isEmpty();
    }

    @Test
    void a_later_attempt_starts_afresh_and_the_earlier_ones_work_is_kept() throws Exception {
        Worktree first = sandbox.worktrees.prepare(sandbox.order("abort"));
        sh(first.directory(), "echo 1 > one.txt");
        WorkResult left = first.harvest(ANYWHERE).work();

        Worktree second = sandbox.worktrees.prepare(sandbox.order("abort", 2));

        assertThat(second.directory()).isEqualTo(first.directory().resolveSibling("2"));
        assertThat(sh(second.directory(), "git status --porcelain; git log --format=%s; git symbolic-ref --short HEAD"))
                .isEqualTo("first\nstretto/01run/abort");
        assertThat(sandbox.sh("git rev-parse refs/stretto-attempts/01run/abort/1"))
                .isEqualTo(left.commit());
        assertThat(sh(first.directory(), "git status --porcelain; git rev-parse HEAD"))
                .isEqualTo(left.commit());
    }

    @Test
    void a_late_harvest_of_an_earlier_attempt_leaves_the_branch_to_the_later_one() throws Exception {
        Worktree first = sandbox.worktrees.prepare(sandbox.order("abort"));
        Worktree second = sandbox.worktrees.prepare(sandbox.order("abort", 2));
        sh(first.directory(), "echo late > late.txt");

        WorkResult late = first.harvest(ANYWHERE).work();

        assertThat(late.branch()).isEqualTo("refs/stretto-attempts/01run/abort/1");
        assertThat(sandbox.sh("git show " + late.branch() + ":late.txt")).isEqualTo("late");
        assertThat(sh(second.directory(), "git rev-parse HEAD; git status --porcelain"))
                .isEqualTo(sandbox.head());
    }

    @Test
    void a_late_harvest_keeps_away_also_when_the_next_attempt_is_gone_already() throws Exception {
        Worktree first = sandbox.worktrees.prepare(sandbox.order("abort"));
        sh(first.directory(), "echo 1 > one.txt");
        first.harvest(ANYWHERE);
        Worktree second = sandbox.worktrees.prepare(sandbox.order("abort", 2));
        sh(second.directory(), "echo 2 > two.txt");
        String commit = second.harvest(ANYWHERE).work().commit();
        second.remove();
        sh(first.directory(), "echo late > late.txt");

        WorkResult late = first.harvest(ANYWHERE).work();

        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(commit);
        assertThat(sandbox.sh("git show " + late.branch() + ":late.txt")).isEqualTo("late");
        assertThat(sandbox.sh("git for-each-ref 'refs/stretto-attempts/01run/abort/1*' | wc -l"))
                .isEqualTo("2");
    }

    @Test
    void an_attempt_that_builds_on_several_tasks_starts_from_a_merge_of_their_work() throws Exception {
        String one = sandbox.work("one", "sed -i 's/^1$/one/' a.txt").commit();
        String two = sandbox.work("two", "sed -i 's/^20$/twenty/' a.txt").commit();
        String three = sandbox.work("three", "echo 3 > three.txt").commit();

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("all", 1, one, two, three));

        assertThat(sh(worktree.directory(), "head -1 a.txt; tail -1 a.txt; cat three.txt"))
                .isEqualTo("one\ntwenty\n3");
        assertThat(sandbox.worktrees
                        .prepare(sandbox.order("all", 1, one, two, three))
                        .ref())
                .isEqualTo(worktree.ref());
        assertThat(sandbox.worktrees
                        .prepare(sandbox.order("all", 2, one, two, three))
                        .ref()
                        .start())
                .isEqualTo(worktree.ref().start());
        assertThat(sandbox.sh("git for-each-ref refs/stretto-attempts")).isEmpty();
    }

    @Test
    void an_attempt_that_builds_on_colliding_work_is_refused_with_the_paths() throws Exception {
        String one = sandbox.work("one", "echo one > a.txt; echo one > new.txt").commit();
        String two = sandbox.work("two", "echo two > a.txt; echo two > new.txt").commit();

        assertThatThrownBy(() -> sandbox.worktrees.prepare(sandbox.order("both", 1, one, two)))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("task 'both' builds on the work of several tasks")
                .hasMessageContaining("at a.txt, new.txt");
    }

    @Test
    void a_branch_that_is_in_the_way_is_named() {
        sandbox.sh("git branch stretto");

        assertThatThrownBy(() -> sandbox.worktrees.prepare(sandbox.order("abort")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("branch stretto/01run/abort could not be made")
                .hasMessageContaining("git branch -m");
    }

    @Test
    void fifty_attempts_are_prepared_and_harvested_at_once_and_the_users_checkout_is_untouched() throws Exception {
        sandbox.sh("echo dirty >> a.txt; echo staged > s; git add s; echo untracked > u;"
                + " echo x >> b.txt; git stash push -q b.txt");
        String before = sandbox.usersState();
        List<Future<WorkResult>> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 50; number++) {
                String task = "task" + number;
                results.add(executor.submit(() -> {
                    Worktree worktree = sandbox.worktrees.prepare(sandbox.order(task));
                    Files.writeString(worktree.place().writable().resolve(task), task);
                    return worktree.harvest(ANYWHERE).work();
                }));
            }
        }

        for (int number = 0; number < 50; number++) {
            WorkResult result = results.get(number).get();
            assertThat(result.branch()).isEqualTo("stretto/" + RUN + "/task" + number);
            assertThat(result.files()).extracting("path").containsExactly("task" + number);
        }
        assertThat(sandbox.usersState()).isEqualTo(before);
        assertThat(sandbox.sh("git worktree list | wc -l")).isEqualTo("51");
    }
}
