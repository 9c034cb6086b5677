package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.FileChange.Kind;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.engine.scope.Scope;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Path;
import java.util.List;
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
class HarvestTest {
    @Parameter
    Isolation isolation;

    @TempDir
    Path temp;

    Sandbox sandbox;
    Worktree worktree;

    @BeforeEach
    void worktree() throws Exception {
        sandbox = Sandbox.in(temp).with(isolation);
        worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
    }

    @Test
    void work_that_went_back_behind_its_start_takes_nothing_of_that_back_and_is_harvested_again_as_the_same()
            throws Exception {
        sandbox.sh("echo 1 > second.txt; git add .; git commit -qm second");
        worktree = sandbox.worktrees.prepare(sandbox.order("back"));

        WorkResult result = after("git reset -q --hard HEAD~1; echo x > x.txt; git add .; git commit -qm x");

        assertThat(result.files()).containsExactly(new FileChange("x.txt", Kind.ADDED, null, 1, 0));
        assertThat(sandbox.sh("git merge-base " + result.start() + " " + result.commit()))
                .isEqualTo(result.start());
        assertThat(sandbox.sh("git ls-tree --name-only " + result.commit())).contains("second.txt", "x.txt");
        assertThat(worktree.harvest(ANYWHERE).work()).isEqualTo(result);
        worktree.remove();
    }

    @Test
    void everything_that_is_not_ignored_is_committed() throws Exception {
        WorkResult result = after("""
                echo changed > a.txt
                echo staged > staged.txt; git add staged.txt
                echo untracked > untracked.txt
                echo junk > junk.ignored
                rm b.txt
                chmod -x run.sh
                ln -s a.txt link
                git mv dir/c.txt dir/moved.txt
                """);

        assertThat(result.files())
                .containsExactlyInAnyOrder(
                        new FileChange("a.txt", Kind.MODIFIED, null, 1, 20),
                        new FileChange("staged.txt", Kind.ADDED, null, 1, 0),
                        new FileChange("untracked.txt", Kind.ADDED, null, 1, 0),
                        new FileChange("b.txt", Kind.DELETED, null, 0, 20),
                        new FileChange("run.sh", Kind.MODIFIED, null, 0, 0),
                        new FileChange("link", Kind.ADDED, null, 1, 0),
                        new FileChange("dir/moved.txt", Kind.RENAMED, "dir/c.txt", 0, 0));
        assertThat(result.start()).isEqualTo(sandbox.head());
        assertThat(result.branch()).isEqualTo("stretto/01run/abort");
        assertThat(sandbox.sh("git rev-parse stretto/01run/abort")).isEqualTo(result.commit());
    }

    @Test
    void the_commit_says_where_it_comes_from() throws Exception {
        WorkResult result = after("echo changed > a.txt");

        assertThat(sandbox.sh("git log -1 --format='%an <%ae>%n%cn <%ce>%n%B' " + result.commit()))
                .isEqualTo("""
                        Stretto <stretto@localhost>
                        Stretto <stretto@localhost>
                        Fix abort (run 01run, task abort, attempt 1)

                        Stretto-Run: 01run
                        Stretto-Task: abort
                        Stretto-Attempt: 1""");
    }

    @Test
    void nothing_changed_makes_no_commit() throws Exception {
        WorkResult result = after("touch a.txt; echo junk > junk.ignored");

        assertThat(result.commit()).isEqualTo(result.start()).isEqualTo(sandbox.head());
        assertThat(result.files()).isEmpty();
    }

    @Test
    void a_file_changed_in_the_second_of_its_checkout_to_the_same_size_is_seen() throws Exception {
        WorkResult result = after("printf '#!/bin/ed\\n' > run.sh; touch -r a.txt run.sh");

        assertThat(result.files()).containsExactly(new FileChange("run.sh", Kind.MODIFIED, null, 1, 1));
    }

    @Test
    void lines_are_counted_of_texts_whatever_their_names_and_not_of_anything_else() throws Exception {
        WorkResult result = after("""
                git mv a.txt $'new\\nname'; sed -i '3,4d; 7s/.*/seven/' $'new\\nname'
                printf '\\0\\1' > data.bin
                printf 'no line end' > $'1\\t2\\t:x'
                """);

        assertThat(result.files())
                .containsExactlyInAnyOrder(
                        new FileChange("new\nname", Kind.RENAMED, "a.txt", 1, 3),
                        new FileChange("data.bin", Kind.ADDED, null, null, null),
                        new FileChange("1\t2\t:x", Kind.ADDED, null, 1, 0));
    }

    @Test
    void a_second_harvest_gives_the_same_commit() throws Exception {
        WorkResult first = after("echo changed > a.txt; git checkout -q --detach; echo more > b.txt; git add b.txt");

        assertThat(worktree.harvest(ANYWHERE).work()).isEqualTo(first);
        assertThat(sandbox.worktrees
                        .find(sandbox.order("abort"))
                        .orElseThrow()
                        .harvest(ANYWHERE)
                        .work())
                .isEqualTo(first);
        assertThat(after("echo later > later.txt").files()).hasSize(3);
    }

    @Test
    void the_subagents_own_commits_are_kept_as_they_are() throws Exception {
        WorkResult result = after("""
                echo 1 > one.txt; git add .; git -c user.name=Agent -c user.email=agent@x commit -qm 'Add one'
                echo 2 > two.txt
                """);

        assertThat(sandbox.sh("git log --format='%an %s' main.." + result.commit()))
                .isEqualTo("Stretto Fix abort (run 01run, task abort, attempt 1)\nAgent Add one");
        assertThat(sh(worktree.directory(), "git status --porcelain")).isEmpty();
    }

    @Test
    void a_clean_worktree_with_own_commits_gets_none_on_top() throws Exception {
        WorkResult result = after("echo 1 > one.txt; git add .; git commit -qm 'Add one'");

        assertThat(sandbox.sh("git log --format=%s main.." + result.commit())).isEqualTo("Add one");
    }

    @Test
    void hostile_file_names_survive() throws Exception {
        WorkResult result = after("""
                touch -- ' lead and trail ' '-rf' '--' ':(top)x' '*?[a]' 'quo"te' "apo'strophe" 'back\\slash' 'ünï→' '#x' '!y' '~z'
                touch -- $'new\\nline' $'tab\\t' $'invalid-\\xff\\xfe-é' $'\\x80'
                mkdir -- '-d'; touch -- '-d/-f'
                """);

        assertThat(result.files()).extracting(FileChange::change).containsOnly(Kind.ADDED);
        assertThat(result.files())
                .extracting(FileChange::path)
                .containsExactlyInAnyOrder(
                        " lead and trail ",
                        "-rf",
                        "--",
                        ":(top)x",
                        "*?[a]",
                        "quo\"te",
                        "apo'strophe",
                        "back\\slash",
                        "ünï→",
                        "#x",
                        "!y",
                        "~z",
                        "new\nline",
                        "tab\t",
                        "invalid-\\xff\\xfe-é",
                        "\\x80",
                        "-d/-f");
        assertThat(sh(worktree.directory(), "git status --porcelain")).isEmpty();
    }

    @Test
    void a_directory_in_place_of_a_file_and_a_link_in_place_of_a_directory() throws Exception {
        WorkResult result =
                after("rm a.txt; mkdir a.txt; touch a.txt/inner; rm -r dir; ln -s a.txt dir; rm b.txt; ln -s x b.txt");

        assertThat(result.files())
                .extracting(FileChange::path)
                .containsExactlyInAnyOrder("a.txt", "a.txt/inner", "b.txt", "dir", "dir/c.txt");
    }

    @Test
    void paths_outside_the_scope_are_named_by_both_names_of_a_rename() throws Exception {
        sh(worktree.directory(), "echo changed > a.txt; git mv dir/c.txt elsewhere.txt; echo x > fine.txt");

        WorkResult result =
                worktree.harvest(Scope.of(List.of("a.txt", "fine.*"))).work();

        assertThat(result.outOfScope()).containsExactlyInAnyOrder("dir/c.txt", "elsewhere.txt");
    }

    @Test
    void whatever_is_changed_by_a_task_that_is_to_change_nothing_is_outside_its_scope() throws Exception {
        sh(worktree.directory(), "echo changed > a.txt");

        assertThat(worktree.harvest(Scope.of(List.of())).work().outOfScope()).containsExactly("a.txt");
    }

    @Test
    void a_worktree_that_is_gone_is_said_to_be_gone() {
        sh(sandbox.root, "rm -rf " + worktree.directory());

        assertThatThrownBy(() -> worktree.harvest(ANYWHERE))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("the workspace of attempt abort#1 of run 01run is gone")
                .hasMessageContaining(worktree.directory().toString());
    }

    @Test
    void repositories_that_the_subagent_made_are_left_out_and_named() throws Exception {
        WorkResult result = after("""
                git init -q empty
                git init -q 'sub/clo ne'; cd 'sub/clo ne'; touch f; git add f; git commit -qm inner; cd ../..
                touch sub/other
                """);

        assertThat(result.files()).extracting(FileChange::path).containsExactly("sub/other");
        assertThat(worktree.embeddedRepositories()).containsExactly("empty/", "sub/clo ne/");
    }

    @Test
    void the_conflicts_of_a_merge_that_the_subagent_did_not_bring_to_its_end_are_named() throws Exception {
        sh(
                worktree.directory(),
                "git switch -qc one; echo 1 > 'a b'; git add .; git commit -qm 1;"
                        + " git switch -qc two HEAD~1; echo 2 > 'a b'; git add .; git commit -qm 2; git merge one || true");

        Harvested harvested = worktree.harvest(ANYWHERE);

        assertThat(harvested.unfinished()).contains("a merge", "conflicts in a b");
        assertThat(harvested.work().files()).extracting(FileChange::path).containsExactly("a b");
    }

    @Test
    void line_ends_are_normalised_as_the_repository_says() throws Exception {
        sandbox.sh("git config core.autocrlf true; git config core.safecrlf true");

        WorkResult result = after("printf 'one\\r\\ntwo\\r\\n' > crlf.txt; printf 'one\\ntwo\\r\\n' > mixed.txt");

        assertThat(sandbox.sh("git show " + result.commit() + ":crlf.txt | od -c | grep -c '\\\\r' || true"))
                .isEqualTo("0");
    }

    @Test
    void a_file_that_holds_what_was_checked_out_is_not_changed_whatever_the_attributes_say() throws Exception {
        sandbox.sh("""
                printf 'one\\r\\ntwo\\r\\n' > old.txt; printf 'text \\344\\n' > wrong.inc; git add .; git commit -qm old
                printf '* text eol=lf\\nwrong.inc working-tree-encoding=iso-8859\\n' > .gitattributes
                git add .gitattributes; git commit -qm attributes
                """);
        worktree = sandbox.worktrees.prepare(sandbox.order("untouched"));
        // As if all were as young as the index: git reads their contents then.
        sh(worktree.directory(), "touch old.txt wrong.inc");

        WorkResult result = after("echo x > x.txt");

        assertThat(result.files()).extracting(FileChange::path).containsExactly("x.txt");
        worktree.remove();
    }

    @Test
    void a_file_that_git_cannot_take_in_is_named_and_the_rest_is_committed() throws Exception {
        sandbox.sh(
                "echo 'wrong.inc working-tree-encoding=iso-8859' > .gitattributes; git add .; git commit -qm attributes");
        worktree = sandbox.worktrees.prepare(sandbox.order("unencodable"));
        sh(worktree.directory(), "printf 'text \\344\\n' > wrong.inc; echo x > x.txt");

        Harvested harvested = worktree.harvest(ANYWHERE);

        assertThat(harvested.work().files()).extracting(FileChange::path).containsExactly("x.txt");
        assertThat(harvested.notices()).anyMatch(notice -> notice.contains("wrong.inc"));
    }

    @Test
    void a_sparse_checkout_stays_sparse_and_takes_new_files_anywhere() throws Exception {
        sandbox.sh("mkdir in out; touch in/i out/o; git add .; git commit -qm more; git sparse-checkout set in");
        Worktree sparse = sandbox.worktrees.prepare(sandbox.order("sparse"));
        sh(sparse.directory(), "test ! -e out; echo changed > in/i; rm a.txt; mkdir out2; touch out2/new");

        assertThat(sparse.harvest(ANYWHERE).work().files())
                .extracting(FileChange::path)
                .containsExactly("a.txt", "in/i", "out2/new");
    }

    @Test
    void hooks_and_signing_are_not_asked() throws Exception {
        sandbox.sh("""
                git config commit.gpgsign true; git config gpg.program false
                for hook in pre-commit commit-msg post-checkout reference-transaction post-index-change; do
                  printf '#!/bin/sh\\nexit 1\\n' > .git/hooks/$hook; chmod +x .git/hooks/$hook
                done
                """);
        Worktree other = sandbox.worktrees.prepare(sandbox.order("hooked"));
        sh(other.directory(), "echo changed > a.txt");

        assertThat(other.harvest(ANYWHERE).work().files()).hasSize(1);
    }

    private WorkResult after(String script) throws WorkspaceException {
        sh(worktree.directory(), script);
        return worktree.harvest(ANYWHERE).work();
    }
}
