package dev.stretto.subagents.git.conflict;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResolutionHarvestTest {
    private static final String KEPT = "refs/stretto-attempts/01run/b/resolution-1";

    @TempDir
    Path temp;

    Sandbox sandbox;
    Conflicts conflicts;
    ResolutionOrder order;
    ConflictCheckout checkout;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        conflicts = new Conflicts(sandbox);
    }

    /** Both tasks change line 5 of a.txt; 'b' adds b-only.txt besides. */
    private void sameLine() throws Exception {
        conflict("sed -i s/^5$/five/ a.txt", "sed -i s/^5$/fünf/ a.txt; echo b > b-only.txt");
    }

    private void conflict(String ours, String theirs) throws Exception {
        order = conflicts.between(ours, theirs);
        checkout = conflicts.checkout(order);
    }

    @Test
    void markers_of_another_length_are_labelled_and_found_just_so() throws Exception {
        sandbox.sh("echo 'a.txt conflict-marker-size=5' > .gitattributes; git add .; git commit -qm attributes");
        sameLine();
        assertThat(sh(checkout.directory(), "grep '^[<|=>]' a.txt"))
                .isEqualTo("<<<<< result so far\n||||| before\n=====\n>>>>> task 'b'");

        assertThat(refused()).startsWith("a.txt still has a conflict marker in line 5");
        sh(checkout.directory(), "sed -i '/^<<<<</d;/^|||||/,/^=====/d' a.txt");
        assertThat(refused()).startsWith("a.txt still has a conflict marker in line 7");

        taken("sed -i '/^>>>>>/d' a.txt; printf 'Heading\\n=====\\n> said\\n' >> a.txt");
    }

    @Test
    void what_is_resolved_and_nothing_else_is_taken() throws Exception {
        sameLine();
        HarvestedResolution.Taken taken = taken("seq 1 4 > a.txt; echo five, fünf >> a.txt; seq 6 20 >> a.txt");

        assertThat(taken.resolution().task()).isEqualTo("b");
        assertThat(taken.resolution().with()).containsExactly("a");
        assertThat(taken.notices()).isEmpty();
        ResolvedPath path = taken.resolution().paths().getFirst();
        assertThat(taken.resolution().paths()).hasSize(1);
        assertThat(path.collision().path()).isEqualTo("a.txt");
        assertThat(sandbox.sh("git cat-file blob " + path.result().blob() + " | sed -n 5p"))
                .isEqualTo("five, fünf");
        assertThat(sandbox.sh("for side in " + path.collision().base().blob() + " "
                        + path.collision().ours().blob() + " "
                        + path.collision().theirs().blob() + "; do git cat-file blob $side | sed -n 5p; done"))
                .isEqualTo("5\nfive\nfünf");
        assertThat(sandbox.sh("git rev-parse " + KEPT + " " + KEPT + "^1 " + KEPT + "^2"))
                .isEqualTo(taken.commit() + "\n" + order.soFar().commit() + "\n"
                        + order.branch().commit());
        assertThat(sandbox.sh("git show " + KEPT + ":b-only.txt")).isEqualTo("b");
        removed();
    }

    @Test
    void harvesting_again_gives_the_same_commit() throws Exception {
        sameLine();
        String first = taken("echo both > a.txt").commit();

        assertThat(harvest().commit()).isEqualTo(first);
        assertThat(sandbox.sh("git for-each-ref refs/stretto-attempts | wc -l")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    true => a.txt still has a conflict marker in line 5
                    sed -i '/^<<<<<<</d;/^=======/,/^>>>>>>>/d' a.txt => a.txt still has a conflict marker in line 6
                    sed -i '/^<<<<<<</d;/^|||||||/,/^=======/d' a.txt => a.txt still has a conflict marker in line 7
                    git checkout --ours a.txt; rm b-only.txt => it changed b-only.txt, which is not in conflict
                    git merge --abort => it changed b-only.txt, which is not in conflict
                    echo x > a.txt; chmod +x b.txt; echo n > n; rm run.sh => it changed b.txt, n and run.sh, which are not in conflict
                    echo x > a.txt; git init -q own; echo own > own/file => it changed own/, which is not in conflict
                    """)
    void what_can_not_be_taken_is_refused_with_a_reason_and_kept(String script, String reason) throws Exception {
        sameLine();
        sh(checkout.directory(), script);

        assertThat(refused()).startsWith(reason).contains("'stretto retry 01run' has a resolver try again");

        boolean changed = !script.equals("true");
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)' refs/stretto-attempts"))
                .isEqualTo(changed ? KEPT : "");
        assertThat(sandbox.sh("git rev-parse stretto/01run/b"))
                .isEqualTo(order.branch().commit());
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() throws Exception {
        conflict("echo one > m; echo one > n", "echo two > m; echo two > n");
        sh(checkout.directory(), "echo other > other");

        assertThat(refused())
                .isEqualTo("m still has a conflict marker in line 1; n still has a conflict marker in line 1;"
                        + " it changed other, which is not in conflict. What it left is kept as " + KEPT
                        + ": take over from there what is of use, or 'stretto retry 01run' has a resolver try again");
    }

    @Test
    void lines_that_look_like_markers_and_were_there_before_are_no_hindrance() throws Exception {
        sandbox.sh("printf 'A merge\\n=======\\n\\n<<<<<<< HEAD\\n=======\\n>>>>>>> x\\n1\\n' > doc.md;"
                + " git add .; git commit -qm doc");
        conflict("sed -i s/1/one/ doc.md", "sed -i s/1/two/ doc.md");

        taken("git checkout -q --theirs doc.md; printf 'Heading\\n=======\\n' >> doc.md");
    }

    @Test
    void a_resolver_that_failed_is_refused_and_what_it_left_is_kept() throws Exception {
        sameLine();
        sh(checkout.directory(), "echo half > a.txt");

        HarvestedResolution harvested = checkout.harvest(order, Optional.of("the resolver failed: exit code 7"));

        assertThat(((HarvestedResolution.Refused) harvested).reason())
                .startsWith("the resolver failed: exit code 7. What it left is kept as " + KEPT);
        assertThat(sandbox.sh("git show " + KEPT + ":a.txt")).isEqualTo("half");
        removed();
    }

    @Test
    void one_that_left_nothing_leaves_no_reference() throws Exception {
        sameLine();

        HarvestedResolution harvested = checkout.harvest(order, Optional.of("the resolver failed: exit code 7"));

        assertThat(harvested.commit()).isEqualTo(order.soFar().commit());
        assertThat(((HarvestedResolution.Refused) harvested).reason())
                .isEqualTo("the resolver failed: exit code 7. It left nothing; 'stretto retry 01run' has a resolver"
                        + " try again");
        assertThat(sandbox.sh("git for-each-ref refs/stretto-attempts")).isEmpty();
        removed();
    }

    @Test
    void a_file_in_conflict_may_be_deleted() throws Exception {
        sameLine();

        assertThat(taken("rm a.txt").resolution().paths())
                .singleElement()
                .satisfies(path -> assertThat(path.result()).isNull());
        removed();
    }

    @Test
    void the_resolvers_own_commit_is_kept_as_it_is() throws Exception {
        sameLine();
        String own = sh(
                checkout.directory(), "git checkout -q --theirs a.txt; git commit -qam 'my merge'; git rev-parse HEAD");

        HarvestedResolution.Taken taken = taken("true");

        assertThat(taken.commit()).isEqualTo(own);
        assertThat(sandbox.sh("git rev-parse " + KEPT)).isEqualTo(own);
        assertThat(taken.notices()).containsExactly("a.txt is as task 'b' has it");
        removed();
    }

    @Test
    void what_the_resolver_committed_counts_and_not_what_it_looked_at_afterwards() throws Exception {
        conflict("sed -i s/^5$/five/ a.txt", "sed -i s/^5$/fünf/ a.txt");
        String own = sh(
                checkout.directory(),
                "echo both > a.txt; git commit -qam 'my merge'; git rev-parse HEAD; git checkout -q HEAD~1");

        HarvestedResolution.Taken taken = taken("true");

        assertThat(taken.commit()).isEqualTo(own);
        assertThat(taken.notices())
                .singleElement()
                .asString()
                .contains("Stretto took the resolver's earlier commit " + own.substring(0, 12));
        removed();
    }

    @Test
    void what_git_chose_for_files_without_lines_is_said() throws Exception {
        conflict("printf 'a\\0one' > bin; rm b.txt", "printf 'a\\0two' > bin; echo more >> b.txt");

        HarvestedResolution.Taken taken = taken("true");

        assertThat(taken.notices()).containsExactly("b.txt is as task 'b' has it", "bin is as it was without task 'b'");
        assertThat(sandbox.sh("git rev-parse " + KEPT)).isEqualTo(taken.commit());
        assertThat(sandbox.sh("git ls-tree --name-only " + KEPT)).contains("bin", "b.txt");
        removed();
    }

    @Test
    void a_file_that_git_set_aside_gets_its_name_or_goes() throws Exception {
        conflict("ln -s a.txt n", "echo two > n");
        assertThat(refused())
                .startsWith("'n~" + order.branch().commit() + "', to which git set 'n' aside, is still there");

        HarvestedResolution.Taken taken = taken("mv n~* n");

        assertThat(taken.resolution().paths()).singleElement().satisfies(path -> {
            assertThat(path.collision().path()).isEqualTo("n");
            assertThat(path.result()).isEqualTo(path.collision().theirs());
        });
        removed();
    }

    @Test
    void a_file_where_the_other_has_a_folder_can_be_given_up() throws Exception {
        conflict("echo one >> a.txt", "rm a.txt; mkdir a.txt; echo two > a.txt/x");

        assertThat(taken("rm a.txt~HEAD").resolution().paths()).singleElement().satisfies(path -> {
            assertThat(path.collision().path()).isEqualTo("a.txt");
            assertThat(path.result()).isNull();
        });
    }

    @Test
    void of_two_new_names_one_can_be_chosen() throws Exception {
        conflict("git mv a.txt n", "git mv a.txt m");

        assertThat(taken("rm m").resolution().paths())
                .extracting(path -> path.collision().path() + " " + (path.result() != null))
                .containsExactly("a.txt false", "m false", "n true");
    }

    @Test
    void what_was_changed_since_it_was_kept_is_not_removed() throws Exception {
        sameLine();
        taken("echo both > a.txt");
        sh(checkout.directory(), "echo later > later; git init -q own");

        assertThatThrownBy(() -> ConflictCheckout.cleanUp(order.base(), conflicts.workspaces(), Sandbox.RUN, "b"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("it holds git repositories of its own");
        sh(checkout.directory(), "rm -rf own");
        removed();
        assertThat(sandbox.sh("git for-each-ref --format='%(refname)' refs/stretto-attempts | while read r; do"
                        + " git ls-tree -r --name-only $r; done"))
                .contains("later");
    }

    @Test
    void what_the_resolver_did_to_git_is_no_hindrance() throws Exception {
        sameLine();

        taken("echo both > a.txt; git add -A; rm \"$(git rev-parse --git-path MERGE_HEAD)\";"
                + " touch \"$(git rev-parse --git-path index.lock)\"; git symbolic-ref HEAD refs/heads/unborn");
        removed();
    }

    private HarvestedResolution.Taken taken(String script) throws Exception {
        sh(checkout.directory(), script);
        HarvestedResolution harvested = harvest();
        assertThat(harvested).isInstanceOf(HarvestedResolution.Taken.class);
        return (HarvestedResolution.Taken) harvested;
    }

    private String refused() throws Exception {
        HarvestedResolution harvested = harvest();
        assertThat(harvested).isInstanceOf(HarvestedResolution.Refused.class);
        return ((HarvestedResolution.Refused) harvested).reason();
    }

    private HarvestedResolution harvest() throws Exception {
        return checkout.harvest(order, Optional.empty());
    }

    private void removed() throws Exception {
        ConflictCheckout.cleanUp(order.base(), conflicts.workspaces(), Sandbox.RUN, "b");
        assertThat(conflicts.directory()).doesNotExist();
        assertThat(sandbox.sh("git worktree list")).doesNotContain("_resolution");
        ConflictCheckout.cleanUp(order.base(), conflicts.workspaces(), Sandbox.RUN, "b");
    }
}
