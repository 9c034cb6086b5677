package dev.stretto.subagents.git;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.RUN;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.subagents.git.conflict.ConflictCheckout;
import dev.stretto.subagents.git.conflict.Conflicts;
import dev.stretto.subagents.git.conflict.HarvestedResolution;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import dev.stretto.subagents.git.workspace.Worktree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step in git is cut off at the fault points in it, and done again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("what happens at fault points is said for the whole machine")
class FaultPointsTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    PinnedBase base;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        base = sandbox.base();
    }

    @AfterEach
    void nothingIsDoneAnyMore() {
        FaultPoint.whenReached((point, detail) -> {});
    }

    @Test
    void worktree_added() throws Exception {
        cutOff(FaultPoint.WORKTREE_ADDED, () -> sandbox.worktrees.prepare(sandbox.order("abort")));
        assertThat(sandbox.worktrees.find(sandbox.order("abort"))).isEmpty();

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));

        assertThat(sh(worktree.directory(), "git status --porcelain; git symbolic-ref HEAD; ls; ls .."))
                .isEqualTo("refs/heads/stretto/01run/abort\na.txt\nb.txt\ndir\nrun.sh\n1");
        assertThat(sandbox.sh("git worktree list | wc -l; git for-each-ref refs/stretto-attempts"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORK_COMMITTED", "WORK_KEPT"})
    void harvest(FaultPoint point) throws Exception {
        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        sh(worktree.directory(), "echo 1 > one; git add .; git commit -qm own; echo 2 > two; rm a.txt");
        cutOff(point, () -> worktree.harvest(ANYWHERE));

        WorkResult result = worktree.harvest(ANYWHERE).work();

        assertThat(result.files()).extracting("path").containsExactly("a.txt", "one", "two");
        assertThat(sandbox.sh("git log --format=%s main..stretto/01run/abort"))
                .isEqualTo("Fix abort (run 01run, task abort, attempt 1)\nown");
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(result.commit());
        assertThat(sandbox.sh("git for-each-ref refs/stretto-attempts")).isEmpty();
        assertThat(sh(worktree.directory(), "git status --porcelain")).isEmpty();
        worktree.remove();
        assertThat(worktree.directory()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRANCH_MERGED", "MERGE_KEPT"})
    void merge(FaultPoint point) throws Exception {
        List<BranchToMerge> branches = work();
        MergeResult uninterrupted = Sandbox.merge(base, branches);
        sandbox.sh("git update-ref -d refs/stretto-merges/01run");

        for (String detail : point == FaultPoint.BRANCH_MERGED ? List.of("one", "two") : List.of(RUN)) {
            cutOff(point, detail, () -> Sandbox.merge(base, branches));

            assertThat(Sandbox.merge(base, branches)).isEqualTo(uninterrupted);
        }
        assertThat(sandbox.sh("git rev-parse refs/stretto-merges/01run")).isEqualTo(uninterrupted.commit());
    }

    @Test
    void result_checked_out() throws Exception {
        Path directory = sandbox.root.resolve("data/workspaces/01run/_verification");
        cutOff(FaultPoint.RESULT_CHECKED_OUT, () -> VerificationCheckout.checkout(base, base.commit(), directory));
        sh(directory, "echo left > left; rm a.txt");

        VerificationCheckout.checkout(base, base.commit(), directory);

        assertThat(sh(directory, "git status --porcelain --ignored; git rev-parse HEAD"))
                .isEqualTo(base.commit());
        VerificationCheckout.remove(base, directory);
        assertThat(sandbox.sh("git worktree list | wc -l")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MERGE_BEGUN", "CONFLICT_CHECKED_OUT"})
    void conflict(FaultPoint point) throws Exception {
        Conflicts conflicts = new Conflicts(sandbox);
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt; echo new > new");
        cutOff(point, () -> conflicts.checkout(order));

        ConflictCheckout checkout = conflicts.checkout(order);

        assertThat(sh(checkout.directory(), "git status --porcelain; ls -d ../_*; head -1 a.txt"))
                .isEqualTo("UU a.txt\nA  new\n../_resolution-b\n<<<<<<< result so far");
        ConflictCheckout.cleanUp(base, conflicts.workspaces(), RUN, "b");
        assertThat(sandbox.sh("git worktree list; git for-each-ref refs/stretto-attempts"))
                .doesNotContain("resolution");
    }

    @Test
    void conflict_that_was_only_begun_is_cleared_away() throws Exception {
        Conflicts conflicts = new Conflicts(sandbox);
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        cutOff(FaultPoint.MERGE_BEGUN, () -> conflicts.checkout(order));

        ConflictCheckout.cleanUp(base, conflicts.workspaces(), RUN, "b");

        assertThat(conflicts.directory()).doesNotExist();
        assertThat(sandbox.sh("git worktree list; git for-each-ref refs/stretto-attempts"))
                .doesNotContain("resolution");
    }

    @Test
    void resolution_kept() throws Exception {
        Conflicts conflicts = new Conflicts(sandbox);
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        ConflictCheckout checkout = conflicts.checkout(order);
        sh(checkout.directory(), "echo both > a.txt");
        cutOff(FaultPoint.RESOLUTION_KEPT, () -> checkout.harvest(order, Optional.empty()));

        HarvestedResolution harvested = conflicts.checkout(order).harvest(order, Optional.empty());

        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' refs/stretto-attempts"))
                .isEqualTo(harvested.commit());
        cutOff(FaultPoint.RESOLUTION_CLEARED, () -> ConflictCheckout.cleanUp(base, conflicts.workspaces(), RUN, "b"));
        ConflictCheckout.cleanUp(base, conflicts.workspaces(), RUN, "b");
        assertThat(conflicts.directory()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRANCHES_LET_GO", "RUN_BRANCH_MADE", "USERS_BRANCH_MOVED"})
    void integration(FaultPoint point) throws Exception {
        List<BranchToMerge> branches = work();
        String commit = Sandbox.merge(base, branches).commit();
        cutOff(point, () -> new Integrator().integrate(RUN, base, commit, true));

        var integration = new Integrator().integrate(RUN, base, commit, true);

        assertThat(integration.branch()).isEqualTo("stretto/01run");
        assertThat(integration.movedBranch()).isEqualTo("main");
        assertThat(integration.note()).isNull();
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname) %(refname)'"))
                .isEqualTo(commit + " refs/heads/main\n" + commit + " refs/heads/stretto/01run\n"
                        + branches.get(0).commit() + " refs/stretto/01run/one\n"
                        + branches.get(1).commit() + " refs/stretto/01run/two");
        assertThat(sandbox.sh("git status --porcelain; cat a.txt two.txt")).isEqualTo("one\ntwo");
    }

    @Test
    void branches_let_go_when_a_run_is_reopened() throws Exception {
        List<BranchToMerge> branches = work();
        String commit = Sandbox.merge(base, branches).commit();
        new Integrator().integrate(RUN, base, commit, false);
        sandbox.sh("git switch -q stretto/01run");
        AttemptOrder order = sandbox.order("three", 2);
        cutOff(FaultPoint.BRANCHES_LET_GO, () -> sandbox.worktrees.prepare(order));
        assertThat(sandbox.sh("git rev-parse stretto/01run HEAD")).isEqualTo(commit + "\n" + commit);

        Worktree worktree = sandbox.worktrees.prepare(order);

        assertThat(sh(worktree.directory(), "git symbolic-ref --short HEAD")).isEqualTo("stretto/01run/three");
        assertThat(sandbox.sh("git for-each-ref --format='%(objectname)' refs/stretto-results"))
                .isEqualTo(commit);
        assertThat(sandbox.sh("git status --porcelain; git rev-parse HEAD")).isEqualTo(commit);
    }

    @Test
    void the_detail_tells_whose_step_it_is() throws Exception {
        List<String> reached = new ArrayList<>();
        Thread here = Thread.currentThread();
        FaultPoint.whenReached((point, detail) -> {
            if (Thread.currentThread().equals(here)) {
                reached.add(point + " " + detail);
            }
        });

        List<BranchToMerge> branches = work();
        String commit = Sandbox.merge(base, branches).commit();
        new Integrator().integrate(RUN, base, commit, true);

        assertThat(reached)
                .containsExactly(
                        "worktree-added one#1",
                        "work-committed one#1",
                        "work-kept one#1",
                        "worktree-added two#1",
                        "work-committed two#1",
                        "work-kept two#1",
                        "branch-merged one",
                        "branch-merged two",
                        "merge-kept 01run",
                        "branches-let-go 01run",
                        "run-branch-made 01run",
                        "users-branch-moved main");
    }

    private List<BranchToMerge> work() throws WorkspaceException {
        return List.of(sandbox.work("one", "echo one > a.txt"), sandbox.work("two", "echo two > two.txt"));
    }

    private interface Step {
        void execute() throws Exception;
    }

    private static void cutOff(FaultPoint wanted, Step step) {
        cutOff(wanted, "", step);
    }

    /** Does a step up to a fault point on this thread. */
    private static void cutOff(FaultPoint wanted, String of, Step step) {
        Thread here = Thread.currentThread();
        FaultPoint.whenReached((point, detail) -> {
            if (point == wanted && detail.contains(of) && Thread.currentThread().equals(here)) {
                throw new CutOff();
            }
        });
        assertThatThrownBy(step::execute).isInstanceOf(CutOff.class);
        FaultPoint.whenReached((point, detail) -> {});
    }

    private static final class CutOff extends Error {
        private static final long serialVersionUID = 1;
    }
}
