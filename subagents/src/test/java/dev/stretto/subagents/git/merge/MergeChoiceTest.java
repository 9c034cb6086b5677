package dev.stretto.subagents.git.merge;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tasks are merged if not all go together, and what is said of that. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MergeChoiceTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void past_all_bounds_the_earlier_tasks_are_kept_as_well() throws Exception {
        List<BranchToMerge> branches = new ArrayList<>();
        for (int task = 0; task < 52; task++) {
            branches.add(written("t" + task, Map.of("a.txt", "task " + task + "\n")));
        }
        Merging merging = new Merging(Repository.of(sandbox.base()), RUN, sandbox.head(), branches);

        // So few pairs are tried that the rest has to be found out by choosing, again and again.
        MergeResult result = new RunMerge(
                        merging, new MergeRules(OnConflict.REPORT, List.of()), RefNames.mergeRef(RUN), 0)
                .report(List.of())
                .result();

        assertThat(result.merged()).containsExactly("t0");
        assertThat(result.explanation()).contains("There were too many choices to compare them all");
    }

    @Test
    void where_not_every_choice_with_another_task_was_tried_it_is_not_said_what_it_would_come_to() throws Exception {
        List<BranchToMerge> branches = new ArrayList<>();
        for (int task = 0; task < 12; task++) {
            branches.add(written("both" + task, Map.of("f" + task, "both\n", "g" + task, "both\n")));
            branches.add(written("f" + task, Map.of("f" + task, "one\n")));
            branches.add(written("g" + task, Map.of("g" + task, "one\n")));
        }
        branches.add(written("either", Map.of("h", "one\n")));
        branches.add(written("or", Map.of("h", "another\n")));

        MergeResult result = merge(branches.toArray(BranchToMerge[]::new));

        assertThat(result.conflicts()).hasSize(13).extracting(Conflict::task).endsWith("or");
        assertThat(result.explanation()).endsWith(". No other choice leaves out fewer");
    }

    /** Work without a worktree, to have much of it. */
    private BranchToMerge written(String task, Map<String, String> files) throws GitException {
        StringBuilder stream = new StringBuilder("commit refs/written/" + task + "\nmark :1\n");
        stream.append("committer U <u@x> 1700000000 +0000\ndata 1\nx\nfrom ")
                .append(sandbox.head())
                .append('\n');
        files.forEach(
                (path, text) -> stream.append("M 100644 inline " + path + "\ndata " + text.length() + "\n" + text));
        String commit = Git.in(sandbox.repository)
                .fed(stream + "\nget-mark :1\ndone\n")
                .line("fast-import", "--quiet", "--done");
        return new BranchToMerge(task, "Task " + task, 1, "b", sandbox.head(), commit, List.of(), 1);
    }

    @Test
    void the_one_task_that_collides_with_two_is_left_out_though_it_comes_first() throws Exception {
        BranchToMerge both = sandbox.work("both", "sed -i 's/^1$/both/; s/^20$/both/' a.txt");
        BranchToMerge top = sandbox.work("top", "sed -i 's/^1$/top/' a.txt");
        BranchToMerge end = sandbox.work("end", "sed -i 's/^20$/end/' a.txt");

        MergeResult result = merge(both, top, end);

        assertThat(result.merged()).containsExactly("top", "end");
        assertThat(result.conflicts())
                .containsExactly(
                        new Conflict(
                                "both",
                                List.of("a.txt"),
                                "its changes collide with those of tasks 'top' and 'end' at a.txt (both changed the same lines)"));
        assertThat(result.explanation())
                .isEqualTo("'both' is left out: it collides with 'top' and 'end', and leaving out anything else would"
                        + " leave out more");
        assertThat(result.conflictSets())
                .extracting(ConflictSet::tasks)
                .containsExactly(List.of("both", "top"), List.of("both", "end"));
        assertThat(result.conflictSets().getFirst().collisions())
                .singleElement()
                .satisfies(collision -> {
                    assertThat(collision.path()).isEqualTo("a.txt");
                    assertThat(collision.kind()).isEqualTo(CollisionKind.SAME_LINES);
                    assertThat(collision.base().blob()).isEqualTo(sandbox.sh("git rev-parse HEAD:a.txt"));
                    assertThat(collision.ours().blob())
                            .isEqualTo(sandbox.sh("git rev-parse " + both.commit() + ":a.txt"));
                    assertThat(collision.theirs().blob())
                            .isEqualTo(sandbox.sh("git rev-parse " + top.commit() + ":a.txt"));
                    assertThat(collision.theirs().mode()).isEqualTo("100644");
                });
        assertThat(sandbox.disagreements(result, both, top, end)).isEmpty();
    }

    @Test
    void of_two_that_collide_the_earlier_one_is_kept() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");

        assertThat(merge(one, two).explanation())
                .isEqualTo("'two' is left out: it collides with 'one', and other choices leave out as many; this one"
                        + " keeps those that come earlier in the plan");
        assertThat(merge(two, one).merged()).containsExactly("two");
    }

    @Test
    void a_task_that_others_build_on_weighs_as_much_as_all_of_them() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");
        BranchToMerge onTwo = sandbox.workFrom(sandbox.order("on-two", 1, two.commit()), "echo x > x.txt", "two");
        BranchToMerge onOne = sandbox.workFrom(sandbox.order("on-one", 1, one.commit()), "echo y > y.txt", "one");
        BranchToMerge alsoOnTwo = sandbox.workFrom(sandbox.order("also", 1, two.commit()), "echo z > z.txt", "two");

        MergeResult result = merge(one, two, onTwo, onOne, alsoOnTwo);

        assertThat(result.merged()).containsExactly("two", "on-two", "also");
        assertThat(result.conflicts()).extracting(Conflict::task).containsExactly("one", "on-one");
        assertThat(result.conflicts().getLast().reason()).isEqualTo("it builds on task 'one', which is left out");
        assertThat(result.explanation())
                .isEqualTo("'one' is left out, and so is 'on-one', which builds on it: it collides with 'two', and"
                        + " leaving out anything else would leave out more");
    }

    @Test
    void three_that_go_together_by_twos_only_lose_one() throws Exception {
        BranchToMerge move = sandbox.work("move", "git mv a.txt moved.txt");
        BranchToMerge rewrite = sandbox.work("rewrite", "sed -i '1,12s/$/ rewritten/' a.txt");
        BranchToMerge touch = sandbox.work("touch", "sed -i 's/^20$/twenty/' a.txt");
        BranchToMerge other = sandbox.work("other", "echo 1 > other.txt");
        assertThat(merge(move, touch).conflicts()).isEmpty();
        assertThat(merge(rewrite, touch).conflicts()).isEmpty();
        assertThat(merge(move, rewrite).conflicts()).isEmpty();

        MergeResult result = merge(move, rewrite, touch, other);

        assertThat(result.merged()).containsExactly("move", "rewrite", "other");
        assertThat(result.conflictSets()).singleElement().satisfies(conflictSet -> {
            assertThat(conflictSet.tasks()).containsExactly("move", "rewrite", "touch");
            assertThat(conflictSet.collisions()).extracting("path").containsExactly("a.txt");
        });
        assertThat(result.conflicts()).extracting(Conflict::paths).containsExactly(List.of("a.txt"));
        assertThat(result.explanation())
                .startsWith(
                        "'touch' is left out: it goes together with each of 'move' and 'rewrite', but not with all");
    }

    @Test
    void many_that_are_left_out_are_told_of_together() throws Exception {
        List<BranchToMerge> branches = new ArrayList<>();
        for (String task : List.of("a", "b", "c", "d", "e")) {
            branches.add(sandbox.work(task, "echo " + task + " > a.txt"));
        }

        MergeResult result = merge(branches.toArray(BranchToMerge[]::new));

        assertThat(result.merged()).containsExactly("a");
        assertThat(result.conflictSets()).hasSize(10);
        assertThat(result.explanation())
                .isEqualTo("4 tasks are left out that collide with what is merged: 'b', 'c', 'd' and 'e'. Other choices"
                        + " leave out as many; this one keeps those that come earlier in the plan");
    }

    @Test
    void where_there_are_too_many_pairs_to_try_it_is_said_that_nothing_is_proven() throws Exception {
        BranchToMerge both = sandbox.work("both", "sed -i 's/^1$/both/; s/^20$/both/' a.txt");
        BranchToMerge top = sandbox.work("top", "sed -i 's/^1$/top/' a.txt");
        BranchToMerge end = sandbox.work("end", "sed -i 's/^20$/end/' a.txt");
        Merging merging = new Merging(Repository.of(sandbox.base()), RUN, sandbox.head(), List.of(both, top, end));
        MergeRules rules = new MergeRules(OnConflict.REPORT, List.of());

        MergeResult result = new RunMerge(merging, rules, RefNames.mergeRef(RUN), 1)
                .report(List.of())
                .result();

        assertThat(result.explanation()).contains("there were too many choices to compare them all");
        assertThat(result.merged()).isNotEmpty();
    }

    @Test
    void the_same_branches_give_the_same_whatever_runs_at_the_same_time() throws Exception {
        List<BranchToMerge> branches = new ArrayList<>();
        for (int task = 0; task < 6; task++) {
            branches.add(sandbox.work(
                    "t" + task,
                    "sed -i '" + (task * 2 + 1) + "," + (task * 2 + 3) + "s/$/ " + task + "/' a.txt; echo " + task
                            + " > n" + task));
        }
        List<Overlap> overlaps = List.of(
                Overlap.of("a.txt", branches.stream().map(BranchToMerge::task).toList()));
        MergeRules rules = new MergeRules(OnConflict.REPORT, List.of());
        MergeReport alone = new BranchMerger().merge(RUN, sandbox.base(), branches, overlaps, rules);
        assertThat(alone.result().merged()).containsExactly("t0", "t2", "t4");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<MergeReport>> reports = new ArrayList<>();
            for (int time = 0; time < 6; time++) {
                String run = RUN;
                reports.add(
                        threads.submit(() -> new BranchMerger().merge(run, sandbox.base(), branches, overlaps, rules)));
            }
            for (Future<MergeReport> report : reports) {
                assertThat(report.get()).isEqualTo(alone);
            }
        }
    }

    private MergeResult merge(BranchToMerge... branches) throws GitException {
        return Sandbox.merge(sandbox.base(), List.of(branches));
    }
}
