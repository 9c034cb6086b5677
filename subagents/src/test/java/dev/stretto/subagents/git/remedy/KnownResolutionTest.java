package dev.stretto.subagents.git.remedy;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.merge.MergedSubset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What resolvers have made of collisions is used where the same ones are met again, and nowhere else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KnownResolutionTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    BranchToMerge one;
    BranchToMerge two;
    BranchToMerge onTwo;
    BranchToMerge three;

    @BeforeEach
    void work() throws Exception {
        sandbox = Sandbox.in(temp);
        one = Sandbox.weighing(5, sandbox.work("one", "sed -i 's/^5$/one/' a.txt; echo 1 > one.txt"));
        two = sandbox.work("two", "sed -i 's/^5$/two/' a.txt; echo 2 > two.txt");
        onTwo = sandbox.workFrom(sandbox.order("on-two", 1, two.commit()), "echo 3 > three.txt", "two");
        three = sandbox.work("three", "sed -i 's/^18$/three/' a.txt");
    }

    @Test
    void a_resolved_task_is_merged_on_top_and_what_builds_on_it_follows() throws Exception {
        MergeResult soFar = merge(List.of());
        assertThat(soFar.merged()).containsExactly("one", "three");
        assertThat(soFar.conflicts()).extracting(Conflict::task).containsExactly("two", "on-two");

        MergeResult result = merge(List.of(resolved(soFar, two, "both")));

        assertThat(result.merged()).containsExactly("one", "three", "two", "on-two");
        assertThat(result.conflicts()).isEmpty();
        assertThat(result.explanation()).isEqualTo("'two' was brought together with the rest by a resolver");
        assertThat(sandbox.sh("git show " + result.commit() + ":a.txt")).isEqualTo("both");
        assertThat(sandbox.sh("git diff-tree -r --name-only " + soFar.commit() + " " + result.commit()))
                .isEqualTo("a.txt\nthree.txt\ntwo.txt");
        assertThat(sandbox.disagreements(result, one, two, onTwo, three)).isEmpty();
        assertThat(merge(List.of(resolved(soFar, two, "both")))).isEqualTo(result);
        assertThat(new BranchMerger()
                        .resolved(
                                RUN,
                                sandbox.base(),
                                List.of(one, two, onTwo, three),
                                soFar,
                                List.of(resolved(soFar, two, "both"))))
                .isEqualTo(result);
        assertThat(subset(List.of(resolved(soFar, two, "both")), one, three, two, onTwo)
                        .orElseThrow()
                        .commit())
                .isEqualTo(result.commit());
    }

    @Test
    void a_resolution_can_delete_the_file() throws Exception {
        MergeResult result = merge(List.of(resolved(merge(List.of()), two, null)));

        assertThat(result.merged()).contains("two");
        assertThat(sandbox.sh("git ls-tree --name-only " + result.commit() + " a.txt"))
                .isEmpty();
    }

    @Test
    void a_resolution_of_something_else_is_not_used() throws Exception {
        MergeResult soFar = merge(List.of());
        Resolution resolution = resolved(soFar, two, "both");
        BranchToMerge other = sandbox.work("other", "sed -i 's/^5$/else/' a.txt");
        BranchToMerge changed = new BranchToMerge("two", "Two", 2, "b", other.start(), other.commit(), List.of(), 1);

        MergeRules rules = new MergeRules(OnConflict.RESOLVE, List.of(resolution));
        MergeResult result = Sandbox.merge(sandbox.base(), List.of(one, changed, three), rules)
                .result();

        assertThat(result.merged()).containsExactly("one", "three");
        assertThat(result.conflicts().getFirst().reason()).startsWith("its changes collide with those of task 'one'");
        String ref = sandbox.sh("git rev-parse refs/stretto-merges/01run");
        MergeResult further = new BranchMerger()
                .resolved(RUN, sandbox.base(), List.of(one, changed, three), result, List.of(resolution));
        assertThat(further).isEqualTo(result);
        assertThat(sandbox.sh("git rev-parse refs/stretto-merges/01run")).isEqualTo(ref);
        // Without the work of 'three' the collision is another one, as it is without that of 'one'.
        assertThat(subset(List.of(resolution), one, two)).isEmpty();
        assertThat(subset(List.of(resolution), three, two)).isPresent();
    }

    @Test
    void several_resolutions_are_used_in_the_order_in_which_they_were_made() throws Exception {
        BranchToMerge four = sandbox.work("four", "sed -i 's/^5$/four/; s/^6$/four/' a.txt");
        List<BranchToMerge> all = List.of(one, two, three, four);
        MergeResult soFar = merge(all, List.of());
        Resolution ofFour = resolved(soFar, four, "five\nfour");
        MergeResult withFour = merge(all, List.of(ofFour));
        assertThat(withFour.merged()).containsExactly("one", "three", "four");
        Resolution ofTwo = resolved(withFour, two, "five\nfour\ntwo");

        MergeResult result = merge(all, List.of(ofFour, ofTwo));

        assertThat(result.merged()).containsExactly("one", "three", "four", "two");
        assertThat(sandbox.sh("git show " + result.commit() + ":a.txt")).isEqualTo("five\nfour\ntwo");
        assertThat(new BranchMerger().resolved(RUN, sandbox.base(), all, withFour, List.of(ofFour, ofTwo)))
                .isEqualTo(result);
        assertThat(merge(all, List.of(ofTwo)).merged()).containsExactly("one", "three");
    }

    @Test
    void names_alike_can_be_resolved_if_one_of_them_goes() throws Exception {
        BranchToMerge upper = sandbox.work("upper", "echo upper > New");
        BranchToMerge lower = sandbox.work("lower", "echo lower > new");
        List<BranchToMerge> all = List.of(upper, lower);
        MergeResult soFar = merge(all, List.of());
        var collisions = soFar.conflictSets().getFirst().collisions();
        Side both = new Side("100644", blob("both"));

        Resolution stays = new Resolution(
                "lower",
                List.of("upper"),
                collisions.stream()
                        .map(collision -> new ResolvedPath(collision, both))
                        .toList());
        assertThat(merge(all, List.of(stays)).merged()).containsExactly("upper");

        Resolution goes = new Resolution(
                "lower",
                List.of("upper"),
                collisions.stream()
                        .map(collision ->
                                new ResolvedPath(collision, collision.path().equals("New") ? both : null))
                        .toList());
        MergeResult result = merge(all, List.of(goes));
        assertThat(result.merged()).containsExactly("upper", "lower");
        assertThat(sandbox.sh("git show " + result.commit() + ":New")).isEqualTo("both");
        assertThat(sandbox.sh("git ls-tree --name-only " + result.commit() + " new"))
                .isEmpty();
    }

    /** What a resolver would say that let every path in conflict end with this text, or be gone. */
    private Resolution resolved(MergeResult soFar, BranchToMerge theirs, String text) throws GitException {
        var met = (TreeMerge.Colliding) TreeMerge.of(Git.in(sandbox.repository), soFar.commit(), theirs.commit());
        Side side = text == null ? null : new Side("100644", blob(text));
        List<ResolvedPath> paths = new ArrayList<>();
        met.paths().forEach(path -> paths.add(new ResolvedPath(path.collision(), side)));
        return new Resolution(theirs.task(), soFar.merged(), paths);
    }

    private String blob(String text) {
        return sandbox.sh("printf '" + text + "\\n' | git hash-object -w --stdin");
    }

    private MergeResult merge(List<Resolution> resolutions) throws GitException {
        return merge(List.of(one, two, onTwo, three), resolutions);
    }

    private MergeResult merge(List<BranchToMerge> branches, List<Resolution> resolutions) throws GitException {
        return Sandbox.merge(sandbox.base(), branches, new MergeRules(OnConflict.RESOLVE, resolutions))
                .result();
    }

    private Optional<MergedSubset> subset(List<Resolution> resolutions, BranchToMerge... branches) throws GitException {
        return new BranchMerger()
                .subset(RUN, sandbox.base(), "key", List.of(branches), new MergeRules(OnConflict.RESOLVE, resolutions));
    }
}
