package dev.stretto.subagents.git.merge;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.TreeMerge;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BranchMergerTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void names_that_differ_in_capital_letters_only_are_different_names_whatever_the_users_file_system()
            throws Exception {
        sandbox.sh("echo r > README.md; mkdir src; echo a > src/a; git add .; git commit -qm base");
        BranchToMerge file = sandbox.work("file", "echo new > readme.md");
        BranchToMerge folder = sandbox.work("folder", "mkdir SRC; echo new > SRC/new");
        MergeResult exact = merge(file, folder);
        sandbox.sh("git config core.ignoreCase true");

        MergeResult result = merge(file, folder);

        assertThat(sandbox.sh("git ls-tree -r --name-only " + result.commit()).lines())
                .contains("README.md", "readme.md", "src/a", "SRC/new");
        assertThat(result).isEqualTo(exact);
    }

    @Test
    void attributes_are_those_of_the_base_whatever_the_checkout_is_on() throws Exception {
        sandbox.sh(
                "mkdir sub; echo 'log merge=union' > sub/.gitattributes; echo one > sub/log; git add .; git commit -qm union");
        BranchToMerge two = sandbox.work("two", "echo two >> sub/log");
        BranchToMerge three = sandbox.work("three", "echo three >> sub/log");
        MergeResult before = merge(two, three);
        sandbox.sh("git rm -q sub/.gitattributes; echo '* merge=binary' > .gitattributes; git add .");

        MergeResult after = merge(two, three);

        assertThat(before.merged()).containsExactly("two", "three");
        assertThat(sandbox.sh("git show " + before.commit() + ":sub/log")).isEqualTo("one\ntwo\nthree");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void work_that_went_back_behind_its_start_takes_nothing_away() throws Exception {
        sandbox.sh("echo 1 > second.txt; git add .; git commit -qm second");
        sandbox.sh("echo 1 > third.txt; git add .; git commit -qm third");
        BranchToMerge back = sandbox.work("back", "git reset -q --hard HEAD~1");
        BranchToMerge on =
                sandbox.work("on", "git reset -q --hard HEAD~2; echo x > x.txt; git add .; git commit -qm x");
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");

        assertThat(back.commit()).as("no work at all").isEqualTo(sandbox.head());
        assertThat(sandbox.sh("git log -1 --format=%P " + on.commit())).startsWith(sandbox.head() + " ");
        MergeResult all = merge(one, on);
        assertThat(all.merged()).containsExactly("one", "on");
        assertThat(files(all)).contains("x.txt", "second.txt", "third.txt");
        assertThat(sandbox.sh("git show " + all.commit() + ":a.txt")).isEqualTo("one");
    }

    private List<String> files(MergeResult result) {
        return sandbox.sh("git ls-tree -r --name-only " + result.commit())
                .lines()
                .toList();
    }

    @Test
    void how_the_user_has_git_follow_renamings_makes_no_difference() throws Exception {
        BranchToMerge moves = sandbox.work("moves", "git mv dir new; git mv b.txt c.txt");
        BranchToMerge adds = sandbox.work("adds", "echo x > dir/x.txt");
        BranchToMerge edits = sandbox.work("edits", "sed -i 's/^5$/five/' b.txt");
        MergeResult plain = merge(moves, adds, edits);
        assertThat(plain.merged()).containsExactly("moves", "edits");

        sandbox.sh("git config merge.directoryRenames true; git config merge.renormalize true;"
                + " git config diff.renames false");

        assertThat(merge(moves, adds, edits)).isEqualTo(plain);
    }

    @Test
    void branches_become_merge_commits_in_the_order_given() throws Exception {
        BranchToMerge one = sandbox.work("one", "sed -i 's/^1$/one/' a.txt");
        BranchToMerge two = sandbox.work("two", "sed -i 's/^20$/twenty/' a.txt");
        String before = sandbox.usersState();

        MergeResult result = merge(one, two);

        assertThat(result.merged()).containsExactly("one", "two");
        assertThat(result.conflicts()).isEmpty();
        assertThat(sandbox.sh("git show " + result.commit() + ":a.txt | sed -n '1p;20p'"))
                .isEqualTo("one\ntwenty");
        assertThat(sandbox.sh("git log --first-parent --format=%s " + result.commit()))
                .isEqualTo("Merge Fix two\nMerge Fix one\nfirst");
        assertThat(sandbox.sh("git log -1 --format='%an%n%B' --no-show-signature " + result.commit()))
                .isEqualTo("Stretto\nMerge Fix two\n\nStretto-Run: 01run\nStretto-Task: two\nStretto-Attempt: 1");
        assertThat(sandbox.sh("git rev-parse " + result.commit() + "^2")).isEqualTo(two.commit());
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    @Test
    void merging_again_gives_the_same_commit_and_it_is_kept() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > one.txt");
        BranchToMerge two = sandbox.work("two", "echo 2 > two.txt");

        MergeResult first = merge(one, two);

        assertThat(merge(one, two)).isEqualTo(first);
        assertThat(sandbox.sh("git gc -q --prune=now; git rev-parse refs/stretto-merges/" + RUN))
                .isEqualTo(first.commit());
    }

    @Test
    void nothing_to_merge_gives_the_base() throws Exception {
        assertThat(merge()).isEqualTo(MergeResult.whole(sandbox.head(), List.of()));
    }

    @Test
    void a_colliding_branch_is_left_out_with_its_paths_and_who_changed_them() throws Exception {
        BranchToMerge one = sandbox.work("one", "sed -i 's/^1$/one/' a.txt; echo 1 > new.txt");
        BranchToMerge two = sandbox.work("two", "sed -i 's/^20$/twenty/' a.txt");
        BranchToMerge three = sandbox.work("three", "echo three > a.txt; echo 3 > new.txt; echo fine > three.txt");
        BranchToMerge four = sandbox.work("four", "echo 4 > four.txt");

        MergeResult result = merge(one, two, three, four);

        assertThat(result.merged()).containsExactly("one", "two", "four");
        assertThat(result.conflicts())
                .containsExactly(new Conflict(
                        "three",
                        List.of("a.txt", "new.txt"),
                        "its changes collide with those of tasks 'one' and 'two' at a.txt (both changed the same"
                                + " lines); with those of task 'one' at new.txt (both added it, with different"
                                + " contents)"));
        assertThat(sandbox.sh("git ls-tree --name-only " + result.commit() + " three.txt"))
                .isEmpty();
    }

    @Test
    void what_builds_on_a_branch_that_was_left_out_is_left_out() throws Exception {
        BranchToMerge one = Sandbox.weighing(4, sandbox.work("one", "echo one > a.txt"));
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");
        BranchToMerge onTwo =
                sandbox.workFrom(sandbox.order("on-two", 1, two.commit()), "echo x > x.txt", "two", "unchanged");
        BranchToMerge onThat =
                sandbox.workFrom(sandbox.order("on-that", 1, onTwo.commit()), "echo y > y.txt", "on-two");

        MergeResult result = merge(one, two, onTwo, onThat);

        assertThat(result.merged()).containsExactly("one");
        assertThat(result.conflicts()).extracting(Conflict::task).containsExactly("two", "on-two", "on-that");
        assertThat(result.conflicts().get(1))
                .isEqualTo(new Conflict("on-two", List.of(), "it builds on task 'two', which is left out"));
    }

    @Test
    void a_branch_comes_after_what_it_builds_on_whatever_the_order() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo b > b.txt");
        BranchToMerge both = sandbox.workFrom(
                sandbox.order("both", 1, one.commit(), two.commit()),
                "echo more >> a.txt; echo more >> b.txt",
                "one",
                "two");

        MergeResult result = merge(both, two, one);

        assertThat(result.merged()).containsExactly("one", "two", "both");
        assertThat(sandbox.sh("git show " + result.commit() + ":a.txt; git show " + result.commit() + ":b.txt"))
                .isEqualTo("one\nmore\nb\nmore");
    }

    @Test
    void a_branch_that_is_contained_already_is_merged_without_a_commit() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge same =
                new BranchToMerge("same", "Same", 1, "stretto/01run/same", sandbox.head(), one.commit(), List.of(), 1);

        MergeResult result = merge(one, same);

        assertThat(result.merged()).containsExactly("one", "same");
        assertThat(result.commit()).isEqualTo(merge(one).commit());
    }

    @Test
    void a_branch_without_common_history_is_left_out() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        String orphan = sandbox.sh("git commit-tree -m orphan HEAD^{tree}");

        MergeResult result = merge(one, new BranchToMerge("two", "Two", 1, "b", orphan, orphan, List.of(), 1));

        assertThat(result.merged()).containsExactly("one");
        assertThat(result.conflicts().getFirst().reason()).contains("no history in common");
    }

    static Stream<Arguments> collisions() {
        return Stream.of(
                Arguments.of("content", "echo one > a.txt", "echo two > a.txt", "a.txt"),
                Arguments.of("modify against delete", "echo one >> a.txt", "git rm -q a.txt", "a.txt"),
                Arguments.of("delete against modify", "git rm -q a.txt", "echo two >> a.txt", "a.txt"),
                Arguments.of("add against add", "echo 1 > n", "echo 2 > n", "n"),
                Arguments.of("rename against rename", "git mv a.txt x", "git mv a.txt y", "a.txt x y"),
                Arguments.of("two renamed to one", "git mv a.txt x", "git mv -k b.txt x; echo z >> x", "x"),
                Arguments.of("rename against delete", "git mv a.txt x", "git rm -q a.txt", "x"),
                Arguments.of("rename against add", "git mv a.txt x", "echo other > x", "x"),
                Arguments.of("binary", "printf '\\0\\1' > n", "printf '\\0\\2' > n", "n"),
                Arguments.of("links", "ln -s a n", "ln -s b n", "n"),
                Arguments.of("a link against a file", "rm a.txt; ln -s b a.txt", "echo 2 >> a.txt", "a.txt"),
                Arguments.of("mode of files added twice", "echo 1 > n", "echo 1 > n; chmod +x n; echo 2 >> n", "n"),
                Arguments.of("a file against a directory", "echo 1 > n", "mkdir n; echo 2 > n/f", "n"),
                Arguments.of("a directory against a file", "mkdir n; echo 2 > n/f", "echo 1 > n", "n"),
                Arguments.of(
                        "a directory renamed under a new file",
                        "git mv dir moved",
                        "echo new > dir/new.txt",
                        "moved/new.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("collisions")
    void every_kind_of_collision_is_found_at_the_paths_where_a_real_merge_finds_it(
            String kind, String first, String second, String paths) throws Exception {
        BranchToMerge one = sandbox.work("one", first);
        BranchToMerge two = sandbox.work("two", second);

        MergeResult result = merge(one, two);

        String real = sandbox.sh("""
                git worktree add -q --detach ../real %s; cd ../real
                git merge --no-edit %s > ../out 2>&1 && echo clean || git ls-files -z --unmerged | tr '\\0' '\\n' |
                  cut -f2 | sed -E 's/~(HEAD|[0-9a-f]{40})$//' | sort -u""".formatted(merge(one).commit(), two.commit()));
        assertThat(real.lines()).containsExactlyInAnyOrder(paths.split(" "));
        assertThat(result.merged()).containsExactly("one");
        assertThat(result.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.paths()).containsAll(real.lines().toList());
            assertThat(conflict.reason()).contains(conflict.paths());
        });
        assertThat(sandbox.sh("git ls-tree -r " + result.commit()))
                .isEqualTo(sandbox.sh("git ls-tree -r " + one.commit()));
    }

    @Test
    void branches_that_meet_nowhere_become_the_very_commits_that_they_become_one_by_one() throws Exception {
        List<BranchToMerge> branches = List.of(
                sandbox.work("one", "echo 1 > $'n\\new\"\\\\\\xff'; rm b.txt"),
                sandbox.work("two", "rm -r dir; echo file > dir; chmod +x a.txt"),
                sandbox.work("three", "rm run.sh; mkdir run.sh; ln -s x run.sh/link"));
        Merging merging = new Merging(Repository.of(sandbox.base()), RUN, sandbox.head(), branches);
        String head = sandbox.head();
        for (BranchToMerge branch : branches) {
            var clean = (TreeMerge.Clean) merging.into(head, List.of(), branch);
            head = merging.commit(head, branch, clean.tree());
        }
        sandbox.sh("git gc -q --prune=now");

        assertThat(merge(branches.toArray(BranchToMerge[]::new)).commit()).isEqualTo(head);
    }

    @Test
    void a_clean_merge_has_the_tree_of_a_real_merge() throws Exception {
        BranchToMerge one = sandbox.work("one", "git mv a.txt moved.txt; sed -i 's/^1$/one/' b.txt; rm run.sh");
        BranchToMerge two = sandbox.work("two", "sed -i 's/^20$/x/' a.txt; sed -i 's/^20$/x/' b.txt; chmod +x b.txt");

        MergeResult result = merge(one, two);

        sandbox.sh("git worktree add -q --detach ../real " + merge(one).commit()
                + "; git -C ../real merge -q --no-edit " + two.commit());
        assertThat(sandbox.sh("git rev-parse " + result.commit() + "^{tree}"))
                .isEqualTo(sandbox.sh("git -C ../real rev-parse HEAD^{tree}"));
    }

    @Test
    void names_that_are_not_utf_8_are_shown_with_their_bytes() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > $'b\\xffd\\nname'");
        BranchToMerge two = sandbox.work("two", "echo 2 > $'b\\xffd\\nname'");

        assertThat(merge(one, two).conflicts().getFirst().paths()).containsExactly("b\\xffd\nname");
    }

    private MergeResult merge(BranchToMerge... branches) throws GitException {
        return Sandbox.merge(sandbox.base(), List.of(branches));
    }
}
