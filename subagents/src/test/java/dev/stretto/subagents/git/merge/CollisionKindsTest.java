package dev.stretto.subagents.git.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In which ways changes collide, and with which sides. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CollisionKindsTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        sandbox.sh("printf '\\0\\1' > data.bin; ln -s a.txt link; git add .; git commit -qm more");
    }

    static Stream<Arguments> collisions() {
        return Stream.of(
                Arguments.of("echo one > a.txt", "echo two > a.txt", "a.txt", "SAME_LINES 1 2 3"),
                Arguments.of("echo one > a.txt", "rm a.txt", "a.txt", "EDIT_DELETE 1 2 -"),
                Arguments.of("rm a.txt", "echo two > a.txt", "a.txt", "EDIT_DELETE 1 - 3"),
                Arguments.of("echo 1 > new", "echo 2 > new", "new", "BOTH_ADDED - 2 3"),
                Arguments.of("printf '\\0\\2' > new", "printf '\\0\\3' > new", "new", "BOTH_ADDED - 2 3"),
                Arguments.of("printf '\\0\\2' > data.bin", "printf '\\0\\3' > data.bin", "data.bin", "BINARY 1 2 3"),
                Arguments.of("ln -fs b link", "ln -fs c link", "link", "LINK 1 2 3"),
                Arguments.of("echo 1 > new", "echo 1 > new; chmod +x new", "new", "MODE - 2 3"),
                Arguments.of("rm a.txt; ln -s b a.txt", "echo two >> a.txt", "a.txt", "TYPE 1 2 3"),
                Arguments.of("echo 1 > new", "mkdir new; echo 2 > new/inner", "new", "FILE_FOLDER - 2 -"),
                Arguments.of("mkdir new; echo 1 > new/inner", "echo 2 > new", "new", "FILE_FOLDER - - 3"),
                Arguments.of("git mv a.txt x", "git mv a.txt y", "a.txt", "RENAME 1 - -"),
                Arguments.of("git mv a.txt x", "git mv a.txt y", "x", "RENAME - 2 -"),
                Arguments.of("git mv a.txt x", "git mv a.txt y", "y", "RENAME - - 3"),
                Arguments.of("git mv a.txt x", "git rm -q a.txt", "x", "RENAME 1 2 -"),
                Arguments.of("git mv a.txt x", "git rm -q a.txt", "a.txt", "RENAME - - -"),
                Arguments.of("git mv dir moved", "echo new > dir/new", "moved/new", "RENAME - - 3"),
                Arguments.of("git mv a.txt x; sed -i s/^3$/a/ x", "sed -i s/^3$/b/ a.txt", "x", "SAME_LINES 1 2 3"),
                Arguments.of(module("1"), module("2"), "module", "SUBMODULE - 2 3"),
                Arguments.of("echo 1 > New", "echo 1 > new", "New", "CASE - 2 -"),
                Arguments.of("echo 1 > New", "echo 1 > new", "new", "CASE - - 3"));
    }

    private static String module(String digit) {
        return "mkdir module; git update-index --add --cacheinfo 160000," + digit.repeat(40)
                + ",module; git commit -qm module";
    }

    @ParameterizedTest(name = "{0} | {1}: {2}, {3}")
    @MethodSource("collisions")
    void each_kind_is_told_with_its_sides(String first, String second, String path, String expected) throws Exception {
        BranchToMerge one = sandbox.work("one", first);
        BranchToMerge two = sandbox.work("two", second);

        MergeResult result = Sandbox.merge(sandbox.base(), List.of(one, two));

        assertThat(result.merged()).containsExactly("one");
        assertThat(result.conflicts().getFirst().paths()).contains(path);
        Collision collision = result.conflictSets().getFirst().collisions().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
        assertThat(result.conflicts().getFirst().reason())
                .contains("with those of task 'one'")
                .contains("(" + collision.kind().inWords() + ")");
        String sides = (collision.base() == null ? " -" : " 1")
                + (collision.ours() == null ? " -" : " 2")
                + (collision.theirs() == null ? " -" : " 3");
        assertThat(collision.kind() + sides).isEqualToIgnoringCase(expected);
        if (collision.ours() != null) {
            assertThat(sandbox.sh("git ls-tree " + one.commit() + " " + path))
                    .startsWith(collision.ours().mode())
                    .contains(collision.ours().blob());
        }
        if (collision.theirs() != null && collision.kind() != CollisionKind.RENAME) {
            assertThat(sandbox.sh("git ls-tree " + two.commit()))
                    .contains(collision.theirs().blob());
        }
    }

    @Test
    void the_sides_that_are_told_are_in_the_repository_even_where_git_has_merged_them_itself() throws Exception {
        BranchToMerge one = sandbox.work("one", "git mv a.txt x; sed -i 's/^1$/one/' x");
        BranchToMerge two = sandbox.work("two", "git mv a.txt y; sed -i 's/^20$/two/' y");

        // With it there, what was merged before is another text than that of the two alone.
        BranchToMerge between = sandbox.work("between", "sed -i 's/^10$/ten/' a.txt");

        MergeResult result = Sandbox.merge(sandbox.base(), List.of(between, one, two));

        List<String> blobs = result.conflictSets().stream()
                .flatMap(conflictSet -> conflictSet.collisions().stream())
                .flatMap(collision -> Stream.of(collision.base(), collision.ours(), collision.theirs()))
                .filter(Objects::nonNull)
                .map(Side::blob)
                .toList();
        assertThat(blobs).hasSizeGreaterThan(2);
        assertThat(sandbox.sh("git cat-file '--batch-check=%(objecttype)' << EOF\n" + String.join("\n", blobs)
                                + "\nEOF")
                        .lines())
                .containsOnly("blob");
    }

    @Test
    void folders_alike_collide_as_files_do_whatever_is_in_them() throws Exception {
        BranchToMerge one = sandbox.work("one", "mkdir -p src/Main; echo 1 > src/Main/one");
        BranchToMerge two = sandbox.work("two", "mkdir -p src/main; echo 2 > src/main/two");

        MergeResult result = Sandbox.merge(sandbox.base(), List.of(one, two));

        assertThat(result.merged()).containsExactly("one");
        assertThat(result.conflicts().getFirst().paths()).containsExactly("src/Main", "src/main");
        assertThat(result.conflicts().getFirst().reason())
                .isEqualTo("its changes collide with those of task 'one' at src/Main and src/main (the names differ in"
                        + " capital letters only, which many file systems can't tell apart)");
    }

    @Test
    void an_accent_that_is_written_in_two_ways_is_alike_and_so_is_a_renamed_file() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > $'Caf\\xc3\\xa9'");
        BranchToMerge two = sandbox.work("two", "git mv a.txt $'CAFE\\xcc\\x81'");

        assertThat(Sandbox.merge(sandbox.base(), List.of(one, two)).merged()).containsExactly("one");
    }

    @Test
    void names_alike_are_no_collision_where_a_single_task_wants_them_or_the_repository_has_some() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > new; echo 1 > New");
        BranchToMerge two = sandbox.work("two", "echo 1 > New");
        BranchToMerge onTwo = sandbox.workFrom(sandbox.order("on-two", 1, two.commit()), "echo 1 > NEW", "two");
        assertThat(Sandbox.merge(sandbox.base(), List.of(one)).conflicts()).isEmpty();
        assertThat(Sandbox.merge(sandbox.base(), List.of(two, onTwo)).conflicts())
                .isEmpty();
        assertThat(Sandbox.merge(sandbox.base(), List.of(one, two, onTwo)).merged())
                .containsExactly("one", "two");

        sandbox.sh("echo x > file; echo x > File; git add .; git commit -qm alike");
        BranchToMerge three = sandbox.work("three", "echo 1 > new");
        BranchToMerge four = sandbox.work("four", "echo 1 > New");
        assertThat(Sandbox.merge(sandbox.base(), List.of(three, four)).conflicts())
                .isEmpty();
    }

    @Test
    void a_name_that_is_gone_again_is_alike_to_none() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > New");
        BranchToMerge gone = sandbox.workFrom(sandbox.order("gone", 1, one.commit()), "rm New; echo 1 > other", "one");
        BranchToMerge two = sandbox.work("two", "echo 2 > new");

        MergeResult result = Sandbox.merge(sandbox.base(), List.of(one, gone, two));

        assertThat(result.merged()).containsExactly("one", "gone", "two");
        assertThat(result.conflicts()).isEmpty();
    }
}
