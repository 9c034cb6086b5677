package dev.stretto.subagents.git.merge;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where tasks collide, the one that comes first in the plan wins, path by path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MergeByOrderTest {
    private static final MergeRules ORDER = new MergeRules(OnConflict.ORDER, List.of());

    @TempDir
    Path temp;

    Sandbox sandbox;
    String before;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        sandbox.sh("printf '\\0\\1' > data.bin; ln -s a.txt link; git add .; git commit -qm more");
        before = sandbox.usersState();
    }

    @AfterEach
    void the_users_checkout_is_as_it_was() {
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    @Test
    void of_a_text_only_the_lines_that_collide_are_lost() throws Exception {
        BranchToMerge one = sandbox.work("one", "sed -i '5s/.*/one/; 12i inserted\\nby one' a.txt; echo 1 > one.txt");
        BranchToMerge two = sandbox.work(
                "two",
                "sed -i '1i first\\nsecond' a.txt; sed -i 's/^[56]$/& two/; s/^18$/18 two/' a.txt;"
                        + " echo 2 > two.txt; chmod +x a.txt");
        BranchToMerge onTwo = sandbox.workFrom(sandbox.order("on-two", 1, two.commit()), "echo 3 > three.txt", "two");

        MergeResult result = merge(one, two, onTwo);

        assertThat(result.merged()).containsExactly("one", "two", "on-two");
        assertThat(result.conflicts()).isEmpty();
        assertThat(result.dropped())
                .containsExactly(new Dropped(
                        "two", "a.txt", CollisionKind.SAME_LINES, List.of("one"), List.of(new LineRange(7, 8))));
        assertThat(shown(result, "a.txt").lines())
                .startsWith("first", "second", "1", "2", "3", "4", "one", "6", "7")
                .contains("inserted", "by one", "18 two")
                .doesNotContain("5 two", "6 two")
                .hasSize(24);
        assertThat(sandbox.sh("git ls-tree --name-only " + result.commit()))
                .contains("one.txt", "two.txt", "three.txt");
        assertThat(sandbox.sh("git ls-tree " + result.commit() + " a.txt")).startsWith("100755");
        assertThat(result.explanation())
                .isEqualTo("Where tasks collide, the one that comes first in the plan wins: 'two' has lost something");
        assertThat(result.conflictSets()).extracting("tasks").contains(List.of("one", "two"));
        assertThat(sandbox.disagreements(result, one, two, onTwo)).isEmpty();
        assertThat(merge(one, two, onTwo)).isEqualTo(result);
    }

    @Test
    void the_plan_decides_who_comes_first() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");

        assertThat(shown(merge(two, one), "a.txt")).isEqualTo("two");
        assertThat(merge(two, one).dropped())
                .containsExactly(new Dropped(
                        "one", "a.txt", CollisionKind.SAME_LINES, List.of("two"), List.of(new LineRange(1, 1))));
    }

    @Test
    void lines_that_look_like_conflict_markers_and_a_missing_last_line_end_are_lines_like_others() throws Exception {
        String text = "'<<<<<<< a\\n=======\\n>>>>>>> b\\n%s\\nlast%s'";
        BranchToMerge one = sandbox.work("one", "printf " + text.formatted("one", "") + " > new");
        BranchToMerge two = sandbox.work("two", "printf " + text.formatted("two", "\\n") + " > new");

        MergeResult result = merge(one, two);

        assertThat(sandbox.sh("git rev-parse " + result.commit() + ":new"))
                .isEqualTo(sandbox.sh("git rev-parse " + one.commit() + ":new"));
        assertThat(result.dropped()).singleElement().satisfies(dropped -> {
            assertThat(dropped.kind()).isEqualTo(CollisionKind.BOTH_ADDED);
            assertThat(dropped.lines()).isNotEmpty();
        });
    }

    static Stream<Arguments> wholes() {
        return Stream.of(
                Arguments.of("echo one > a.txt", "rm a.txt", "a.txt", "EDIT_DELETE"),
                Arguments.of("rm a.txt", "echo two > a.txt", "a.txt", "EDIT_DELETE"),
                Arguments.of("printf '\\0\\2' > data.bin", "printf '\\0\\3' > data.bin", "data.bin", "BINARY"),
                Arguments.of("printf '\\0\\2' > new", "printf '\\0\\3' > new", "new", "BOTH_ADDED"),
                Arguments.of("ln -fs b link", "ln -fs c link", "link", "LINK"),
                Arguments.of("echo 1 > new", "echo 1 > new; chmod +x new", "new", "MODE"),
                Arguments.of("echo two >> a.txt", "rm a.txt; ln -s b a.txt", "a.txt", "TYPE"),
                Arguments.of("rm a.txt; ln -s b a.txt", "echo two >> a.txt", "a.txt", "TYPE"),
                Arguments.of(module("1"), module("2"), "module", "SUBMODULE"));
    }

    private static String module(String digit) {
        return "mkdir module; git update-index --add --cacheinfo 160000," + digit.repeat(40)
                + ",module; git commit -qm module";
    }

    @ParameterizedTest(name = "{0} | {1}")
    @MethodSource("wholes")
    void of_what_has_no_lines_the_file_of_the_first_one_stands_as_it_is(
            String first, String second, String path, CollisionKind kind) throws Exception {
        BranchToMerge one = sandbox.work("one", first + "; echo 1 > one.txt");
        BranchToMerge two = sandbox.work("two", second + "; echo 2 > two.txt");

        MergeResult result = merge(one, two);

        assertThat(result.merged()).containsExactly("one", "two");
        assertThat(result.dropped()).containsExactly(new Dropped("two", path, kind, List.of("one"), List.of()));
        assertThat(sandbox.sh("git diff-tree -r --name-status " + one.commit() + " " + result.commit()))
                .isEqualTo("A\ttwo.txt");
        assertThat(sandbox.disagreements(result, one, two)).isEmpty();
    }

    static Stream<Arguments> undecidable() {
        return Stream.of(
                Arguments.of("git mv a.txt x", "git mv a.txt y"),
                Arguments.of("echo 1 > new", "mkdir new; echo 2 > new/inner"),
                Arguments.of("echo 1 > New", "echo 1 > new"));
    }

    @ParameterizedTest(name = "{0} | {1}")
    @MethodSource("undecidable")
    void where_files_would_have_to_get_other_names_the_later_one_is_left_out(String first, String second)
            throws Exception {
        BranchToMerge one = sandbox.work("one", first);
        BranchToMerge two = sandbox.work("two", second + "; echo 2 > two.txt");
        BranchToMerge onTwo = sandbox.workFrom(sandbox.order("on-two", 1, two.commit()), "echo 3 > three.txt", "two");
        BranchToMerge three = sandbox.work("three", "echo 3 > other.txt");

        MergeResult result = merge(one, two, onTwo, three);

        assertThat(result.merged()).containsExactly("one", "three");
        assertThat(result.conflicts()).extracting(Conflict::task).containsExactly("two", "on-two");
        assertThat(result.dropped()).isEmpty();
        assertThat(result.explanation())
                .isEqualTo(
                        "'two' is left out, and so is 'on-two', which builds on it: it collides with 'one'. That can't be"
                                + " decided path by path");
        assertThat(sandbox.disagreements(result, one, two, onTwo, three)).isEmpty();
    }

    @Test
    void what_builds_on_a_loser_is_merged_and_loses_only_where_it_goes_on_with_what_was_lost() throws Exception {
        BranchToMerge one = sandbox.work("one", "sed -i 's/^5$/one/' a.txt");
        BranchToMerge two = sandbox.work("two", "sed -i 's/^5$/two/; s/^15$/15 two/' a.txt");
        BranchToMerge onTwo = sandbox.workFrom(
                sandbox.order("on-two", 1, two.commit()), "sed -i 's/^two$/more two/; s/^15 two$/16/' a.txt", "two");

        MergeResult result = merge(one, two, onTwo);

        assertThat(result.merged()).containsExactly("one", "two", "on-two");
        assertThat(result.dropped()).extracting(Dropped::task).containsExactly("two", "on-two");
        assertThat(shown(result, "a.txt").lines()).contains("one", "16").doesNotContain("two", "more two", "15 two");
    }

    @Test
    void a_subset_of_some_follows_the_same_rule_and_is_none_if_one_would_be_left_out() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo one > a.txt; git mv b.txt x");
        BranchToMerge two = sandbox.work("two", "echo two > a.txt");
        BranchToMerge three = sandbox.work("three", "git mv b.txt y");

        assertThat(subset(one, two).orElseThrow().commit())
                .isEqualTo(merge(one, two).commit());
        assertThat(subset(two, three)).isPresent();
        assertThat(subset(one, three)).isEmpty();
        assertThat(subset().orElseThrow().commit()).isEqualTo(sandbox.head());
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)' refs/stretto-trials"))
                .isEqualTo("refs/stretto-trials/01run/key0\nrefs/stretto-trials/01run/key2-one-two\n"
                        + "refs/stretto-trials/01run/key2-two-three");
    }

    private Optional<MergedSubset> subset(BranchToMerge... branches) throws GitException {
        StringBuilder key = new StringBuilder("key" + branches.length);
        Arrays.stream(branches).forEach(branch -> key.append('-').append(branch.task()));
        return new BranchMerger().subset(RUN, sandbox.base(), key.toString(), List.of(branches), ORDER);
    }

    private String shown(MergeResult result, String path) {
        return sandbox.sh("git show " + result.commit() + ":" + path);
    }

    private MergeResult merge(BranchToMerge... branches) throws GitException {
        return Sandbox.merge(sandbox.base(), List.of(branches), ORDER).result();
    }
}
