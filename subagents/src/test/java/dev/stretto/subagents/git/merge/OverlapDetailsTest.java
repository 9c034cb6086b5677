package dev.stretto.subagents.git.merge;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.TaskHunks;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of paths that several tasks changed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverlapDetailsTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void each_task_changed_certain_lines_of_what_it_started_from() throws Exception {
        BranchToMerge one = sandbox.work("one", "sed -i '3d; 5,6s/$/ x/' a.txt");
        BranchToMerge two = sandbox.work("two", "sed -i '20a more\\neven more' a.txt");

        assertThat(details(OnConflict.REPORT, List.of(one, two), Overlap.of("a.txt", List.of("one", "two"))))
                .containsExactly(new OverlapDetail(
                        "a.txt",
                        List.of("one", "two"),
                        List.of(),
                        List.of(
                                new TaskHunks("one", List.of(hunk(3, 3, 3, 2), hunk(5, 6, 4, 5)), 0),
                                new TaskHunks("two", List.of(hunk(21, 20, 21, 22)), 0)),
                        null));
    }

    @Test
    void how_they_collide_is_known_of_every_two_that_were_tried() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt; echo 1 > new");
        BranchToMerge two = sandbox.work("two", "rm a.txt; echo 1 > new; chmod +x new");
        BranchToMerge three = sandbox.work("three", "echo three > a.txt");
        List<String> all = List.of("one", "two", "three");

        List<OverlapDetail> details = details(
                OnConflict.REPORT,
                List.of(one, two, three),
                Overlap.of("a.txt", all),
                Overlap.of("new", List.of("one", "two")));

        assertThat(details).extracting(OverlapDetail::path).containsExactly("a.txt", "new");
        assertThat(details.getFirst().how()).containsExactly(CollisionKind.SAME_LINES, CollisionKind.EDIT_DELETE);
        assertThat(details.getFirst().lines())
                .contains(new TaskHunks("two", List.of(hunk(1, 20, 1, 0)), 0))
                .extracting(TaskHunks::task)
                .isEqualTo(all);
        assertThat(details.getLast().how()).containsExactly(CollisionKind.MODE);
    }

    @Test
    void a_path_at_which_they_collide_is_told_though_only_one_of_them_changed_it() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > new");
        BranchToMerge two = sandbox.work("two", "mkdir new; echo 2 > new/inner");

        assertThat(details(OnConflict.REPORT, List.of(one, two)))
                .containsExactly(new OverlapDetail(
                        "new",
                        List.of("one", "two"),
                        List.of(CollisionKind.FILE_FOLDER),
                        List.of(new TaskHunks("one", List.of(hunk(1, 0, 1, 1)), 0)),
                        null));
    }

    @Test
    void what_the_order_of_the_plan_decided_was_a_collision_all_the_same() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");

        assertThat(details(OnConflict.ORDER, List.of(one, two), Overlap.of("a.txt", List.of("one", "two"))))
                .extracting(OverlapDetail::how)
                .containsExactly(List.of(CollisionKind.SAME_LINES));
    }

    @Test
    void what_is_no_text_has_no_lines_and_of_many_changes_the_first_ones_are_told() throws Exception {
        sandbox.sh("seq 1 300 > long.txt; printf '\\0\\1' > data.bin; git add .; git commit -qm more");
        String touch = "chmod -x run.sh; printf '\\0\\2' > data.bin; ln -s x link; ";
        BranchToMerge one = sandbox.work("one", touch + "sed -i '1~4s/$/ x/' long.txt");
        BranchToMerge two = sandbox.work("two", touch + "echo 301 >> long.txt");
        List<String> both = List.of("one", "two");

        List<OverlapDetail> details = details(
                OnConflict.REPORT,
                List.of(one, two),
                Overlap.of("data.bin", both),
                Overlap.of("link", both),
                Overlap.of("long.txt", both),
                Overlap.of("run.sh", both));

        assertThat(details)
                .hasSize(4)
                .allSatisfy(detail -> assertThat(detail.how()).isEmpty());
        assertThat(details.get(2).lines())
                .satisfiesExactly(
                        lines -> {
                            assertThat(lines.hunks()).hasSize(50).startsWith(hunk(1, 1, 1, 1), hunk(5, 5, 5, 5));
                            assertThat(lines.omitted()).isEqualTo(25);
                        },
                        lines -> assertThat(lines)
                                .isEqualTo(new TaskHunks("two", List.of(hunk(301, 300, 301, 301)), 0)));
        for (int at : new int[] {0, 1, 3}) {
            assertThat(details.get(at).lines())
                    .containsExactly(new TaskHunks("one", List.of(), 0), new TaskHunks("two", List.of(), 0));
        }
    }

    @Test
    void a_line_that_looks_like_a_diffs_own_is_none() throws Exception {
        sandbox.sh("printf 'a\\r@@ -1 +1 @@\\ndiff --git a/x b/x\\n' > odd; git add .; git commit -qm odd");
        BranchToMerge one = sandbox.work("one", "printf 'b\\r@@ -5 +5 @@\\ndiff --git a/y b/y\\n' > odd");
        BranchToMerge two = sandbox.work("two", "printf 'b\\r@@ -5 +5 @@\\ndiff --git a/y b/y\\n' > odd");

        assertThat(details(OnConflict.REPORT, List.of(one, two), Overlap.of("odd", List.of("one", "two"))))
                .flatExtracting(OverlapDetail::lines)
                .flatExtracting(TaskHunks::hunks)
                .containsExactly(hunk(1, 2, 1, 2), hunk(1, 2, 1, 2));
    }

    @Test
    void a_merge_driver_of_the_users_is_named_where_it_merges() throws Exception {
        sandbox.sh("git config merge.union-of-mine.driver 'git merge-file --union %A %O %B';"
                + " echo 'a.txt merge=union-of-mine' > .gitattributes; git add .; git commit -qm attributes;"
                + " echo 'b.txt merge=union-of-mine' > .gitattributes");
        String change = "sed -i '5s/$/ x/' a.txt; sed -i '5s/$/ x/' b.txt; echo ";
        BranchToMerge one = sandbox.work("one", change + "one >> a.txt");
        BranchToMerge two = sandbox.work("two", change + "two >> a.txt");
        List<String> both = List.of("one", "two");

        assertThat(details(OnConflict.REPORT, List.of(one, two), Overlap.of("a.txt", both), Overlap.of("b.txt", both)))
                .extracting(OverlapDetail::path, OverlapDetail::how, OverlapDetail::driver)
                .containsExactly(tuple("a.txt", List.of(), "union-of-mine"), tuple("b.txt", List.of(), null));
    }

    private static Hunk hunk(int beforeFirst, int beforeLast, int afterFirst, int afterLast) {
        return new Hunk(new LineRange(beforeFirst, beforeLast), new LineRange(afterFirst, afterLast));
    }

    private List<OverlapDetail> details(OnConflict rule, List<BranchToMerge> branches, Overlap... overlaps)
            throws GitException {
        return new BranchMerger()
                .merge(RUN, sandbox.base(), branches, List.of(overlaps), new MergeRules(rule, List.of()))
                .overlaps();
    }
}
