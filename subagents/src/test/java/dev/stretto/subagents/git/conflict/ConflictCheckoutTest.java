package dev.stretto.subagents.git.conflict;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
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
class ConflictCheckoutTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    Conflicts conflicts;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        conflicts = new Conflicts(sandbox);
    }

    @Test
    void the_merge_is_begun_as_a_person_would_begin_it() throws Exception {
        String before = sandbox.usersState();
        ResolutionOrder order =
                conflicts.between("sed -i s/^5$/five/ a.txt", "sed -i s/^5$/fünf/ a.txt; echo new > new.txt");

        ConflictCheckout checkout = conflicts.checkout(order);

        assertThat(checkout.directory()).isEqualTo(conflicts.directory());
        assertThat(sh(checkout.directory(), "sed -n 4,12p a.txt")).isEqualTo("""
                4
                <<<<<<< result so far
                five
                ||||||| before
                5
                =======
                fünf
                >>>>>>> task 'b'
                6""");
        assertThat(sh(checkout.directory(), "git status --porcelain")).isEqualTo("UU a.txt\nA  new.txt");
        assertThat(sh(
                        checkout.directory(),
                        "for s in 1 2 3; do git show :$s:a.txt | sed -n 5p; done; git rev-parse HEAD MERGE_HEAD"))
                .isEqualTo("5\nfive\nfünf\n" + order.soFar().commit() + "\n"
                        + order.branch().commit());
        assertThat(sh(checkout.directory(), "git symbolic-ref -q HEAD || echo on no branch"))
                .isEqualTo("on no branch");
        assertThat(sandbox.usersState()).isEqualTo(before);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("both changed lines", "echo one > a.txt", "echo two > a.txt", "UU a.txt"),
                Arguments.of("changed and deleted", "echo one >> a.txt", "rm a.txt", "UD a.txt"),
                Arguments.of("deleted and changed", "rm a.txt", "echo two >> a.txt", "DU a.txt"),
                Arguments.of("both added", "echo one > n", "echo two > n", "AA n"),
                Arguments.of("both added a program", "echo one > n; chmod +x n", "echo two > n", "AA n"),
                Arguments.of("no texts", "printf 'a\\0one' > n", "printf 'a\\0two' > n", "AA n"),
                Arguments.of("renamed and deleted", "git mv a.txt n", "rm a.txt", "UD n"),
                Arguments.of("renamed twice", "git mv a.txt n", "git mv a.txt m", "DD a.txt\nUA m\nAU n"),
                Arguments.of(
                        "file and folder",
                        "echo one >> a.txt",
                        "rm a.txt; mkdir a.txt; echo two > a.txt/x",
                        "D  a.txt\nA  a.txt/x\nUD a.txt~HEAD"),
                Arguments.of("folder and file", "mkdir n; echo one > n/x", "echo two > n", "UA n~THEIRS"),
                Arguments.of("link and file", "ln -s a.txt n", "echo two > n", "AU n\nUA n~THEIRS"),
                Arguments.of("two links", "ln -s a.txt n", "ln -s b.txt n", "AA n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void each_kind_of_conflict_is_checked_out_as_the_merge_meets_it(
            String kind, String ours, String theirs, String status) throws Exception {
        ResolutionOrder order = conflicts.between(ours, theirs);

        ConflictCheckout checkout = conflicts.checkout(order);

        String theirCommit = order.branch().commit();
        assertThat(sh(checkout.directory(), "git status --porcelain").replace(theirCommit, "THEIRS"))
                .as(kind)
                .isEqualTo(status);
        MetConflict met = MetConflict.of(
                Repository.at(sandbox.repository),
                order.soFar().commit(),
                order.branch().commit());
        assertThat(met.collisions())
                .isNotEmpty()
                .allSatisfy(collision -> assertThat(Stream.of(collision.base(), collision.ours(), collision.theirs()))
                        .anyMatch(side -> side != null));
        assertThat(UnmergedEntry.of(Git.in(checkout.directory())))
                .extracting(UnmergedEntry::path)
                .containsAll(met.inWorktree().keySet());
        assertThat(UnmergedEntry.of(Git.in(checkout.directory())))
                .extracting(UnmergedEntry::side)
                .containsExactlyInAnyOrderElementsOf(met.collisions().stream()
                        .flatMap(collision -> Stream.of(collision.base(), collision.ours(), collision.theirs()))
                        .filter(side -> side != null)
                        .toList());
    }

    @Test
    void hostile_names_are_labelled_and_shown_like_others() throws Exception {
        String names = "'with space' \"quo'te\\\"d\" -dash ünïcödé $'new\\nline' '~HEAD' 'a~HEAD'";
        String write = "for n in " + names + "; do echo %s > \"./$n\"; done; echo %s > $'b\\xffytes'";

        ConflictCheckout checkout = conflicts.checkout(write.formatted("one", "one"), write.formatted("two", "two"));

        String labels = sh(
                checkout.directory(),
                "for n in " + names + "; do grep -c -e '<<<<<<< result so far' -e \">>>>>>> task 'b'\" \"./$n\"; done");
        assertThat(labels.lines()).hasSize(7).allMatch("2"::equals);
        assertThat(sh(checkout.directory(), "git diff --name-only --diff-filter=U -z | tr '\\0' '\\n' | wc -l"))
                .isEqualTo("9");
        assertThat(checkout.sides())
                .contains("## with space\n", "## ünïcödé\n", "## b\\xffytes\n")
                .contains("In the result so far:\n\n```\none\n```");
    }

    @Test
    void short_texts_are_shown_whole_and_of_others_it_is_said_how_to_print_them() throws Exception {
        sandbox.sh("seq 1 300 > long; printf '```\\n1\\n' > fenced; git add .; git commit -qm more");
        String change = "sed -i s/^1$/%1$s/ long fenced; printf '%1$s\\0' > bin; ln -s %1$s.txt link; rm -f %2$s;"
                + " chmod +x %3$s";

        ConflictCheckout checkout = conflicts.checkout(
                change.formatted("a", "a.txt", "fenced"), change.formatted("b", "x", "run.sh; seq 7 > a.txt"));

        assertThat(checkout.sides())
                .contains(
                        "## fenced\n\nBefore:\n\n````\n```\n1\n````\n\nIn the result so far, executable:\n\n````\n```\na\n")
                .contains("## a.txt\n\nBefore:\n\n```\n1\n2\n")
                .contains("In the result so far: there is no such file.\n\nAs task 'b' has left it:\n\n```\n1\n")
                .containsPattern("## bin\n\nBefore: there is no such file[.]\n\n"
                        + "In the result so far: 2 bytes, which `git cat-file blob [0-9a-f]{40}` prints[.]")
                .containsPattern("## long\n\nBefore: 1092 bytes, which `git cat-file")
                .contains("In the result so far, a link to:\n\n```\na.txt\n```");
    }

    @Test
    void a_prompt_does_not_grow_without_limit() throws Exception {
        String write = "for i in $(seq 100); do seq 199 > $i; echo %s >> $i; done";

        String sides = conflicts
                .checkout(write.formatted("one"), write.formatted("two"))
                .sides();

        assertThat(sides.length()).isBetween(60_000, 66_000);
        assertThat(sides).containsPattern("From \\d+ on it would be too much to print them here; `git show` does");
    }

    @Test
    void the_users_configuration_changes_nothing() throws Exception {
        ResolutionOrder order =
                conflicts.between("sed -i s/^5$/five/ a.txt", "sed -i s/^5$/fünf/ a.txt; git mv b.txt c.txt");
        sandbox.sh("""
                git config merge.ff only
                git config merge.conflictStyle merge
                git config merge.verifySignatures true
                git config merge.log true
                git config pull.twohead ours
                git config merge.autoStash true
                git config core.hooksPath ../hooks
                mkdir ../hooks
                for hook in post-checkout pre-merge-commit prepare-commit-msg; do
                    printf '#!/bin/sh\nexit 1' > ../hooks/$hook
                    chmod +x ../hooks/$hook
                done
                """);

        ConflictCheckout checkout = conflicts.checkout(order);

        assertThat(sh(checkout.directory(), "git status --porcelain; sed -n 5,7p a.txt"))
                .isEqualTo("UU a.txt\nR  b.txt -> c.txt\n<<<<<<< result so far\nfive\n||||||| before");
    }

    @Test
    void markers_that_were_in_the_file_before_are_not_taken_for_gits() throws Exception {
        sandbox.sh("printf '<<<<<<< HEAD\\n1\\n2\\n3\\n4\\n' > doc.md; git add .; git commit -qm doc");

        ConflictCheckout checkout = conflicts.checkout("sed -i s/4/one/ doc.md", "sed -i s/4/two/ doc.md");

        assertThat(sh(checkout.directory(), "cat doc.md")).isEqualTo("""
                <<<<<<< HEAD
                1
                2
                3
                <<<<<<< HEAD
                one
                ||||||| before
                4
                =======
                two
                >>>>>>> task 'b'""");
    }

    @Test
    void a_file_with_other_line_ends_keeps_them() throws Exception {
        sandbox.sh("printf '1\\r\\n2\\r\\n' > n; git add .; git commit -qm n");

        ConflictCheckout checkout = conflicts.checkout("sed -i s/2/one/ n", "sed -i s/2/two/ n");

        assertThat(Files.readString(checkout.directory().resolve("n"))).isEqualTo("""
                1
                <<<<<<< result so far
                one
                ||||||| before
                2
                =======
                two
                >>>>>>> task 'b'
                """.replace("\n", "\r\n"));
    }

    @Test
    void a_complete_checkout_is_given_back_with_what_its_resolver_has_changed() throws Exception {
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        Path directory = conflicts.checkout(order).directory();
        sh(directory, "echo both > a.txt; git add a.txt; echo more > more");

        ConflictCheckout again = conflicts.checkout(order);

        assertThat(sh(again.directory(), "cat a.txt more; git status --porcelain"))
                .isEqualTo("both\nmore\nM  a.txt\n?? more");
    }

    @Test
    void what_is_there_of_an_earlier_round_is_kept_and_gives_way() throws Exception {
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        sh(conflicts.checkout(order).directory(), "echo both > a.txt; echo more > more");

        ConflictCheckout second = conflicts.checkout(Conflicts.inRound(2, order));

        assertThat(sh(second.directory(), "git status --porcelain; ls -d ../_*"))
                .isEqualTo("UU a.txt\n../_resolution-b");
        assertThat(sandbox.sh("for f in a.txt more; do git show refs/stretto-attempts/01run/b/resolution-1:$f; done"))
                .isEqualTo("both\nmore");
    }

    @Test
    void what_can_not_be_committed_of_an_earlier_round_is_moved_aside() throws Exception {
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        sh(conflicts.checkout(order).directory(), "git init -q own; echo mine > own/mine");

        ConflictCheckout second = conflicts.checkout(Conflicts.inRound(2, order));

        assertThat(sh(second.directory(), "git status --porcelain")).isEqualTo("UU a.txt");
        assertThat(conflicts.directory().resolveSibling("_resolution-b.aside-1/own/mine"))
                .hasContent("mine");
    }

    @Test
    void commits_that_were_made_in_a_checkout_that_is_gone_are_kept() throws Exception {
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        Path directory = conflicts.checkout(order).directory();
        String lost = sh(directory, "echo both > a.txt; git commit -qam both; git rev-parse HEAD");
        sh(sandbox.root, "rm -rf " + directory);

        ConflictCheckout again = conflicts.checkout(order);

        assertThat(sh(again.directory(), "git status --porcelain")).isEqualTo("UU a.txt");
        assertThat(sandbox.sh("git rev-parse refs/stretto-attempts/01run/b/resolution-1"))
                .isEqualTo(lost);
    }

    @Test
    void what_the_user_has_resolved_before_is_not_taken_from_their_memory() throws Exception {
        ResolutionOrder order = conflicts.between("echo one > a.txt", "echo two > a.txt");
        sandbox.sh("git config rerere.enabled true; git config rerere.autoUpdate true; git worktree add -q ../w "
                + order.soFar().commit() + "; cd ../w; git merge -q "
                + order.branch().commit()
                + " || true; echo remembered > a.txt; git commit -qam resolved");

        ConflictCheckout checkout = conflicts.checkout(order);

        assertThat(sh(checkout.directory(), "git -c rerere.enabled=false status --porcelain; head -1 a.txt"))
                .isEqualTo("UU a.txt\n<<<<<<< result so far");
    }

    @Test
    void a_submodule_is_no_conflict_for_a_resolver() throws Exception {
        String add = "git init -q sub; git -C sub -c user.name=x -c user.email=x@y commit -q --allow-empty -m %s;"
                + " git add sub 2>/dev/null; git commit -qm sub";

        ResolutionOrder order = conflicts.between(add.formatted("one"), add.formatted("two"));

        assertThatThrownBy(() -> conflicts.checkout(order))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("sub is a submodule");
        assertThat(conflicts.directory()).doesNotExist();
    }

    @Test
    void names_that_git_takes_for_different_ones_are_no_conflict_for_a_resolver() throws Exception {
        ResolutionOrder order = conflicts.alike("echo one > readme", "echo two > README");

        assertThatThrownBy(() -> conflicts.checkout(order))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("README: the names differ in capital letters only");
    }

    @Test
    void what_goes_together_is_no_conflict() throws Exception {
        ResolutionOrder order = conflicts.between("echo one > one", "echo two > two");

        assertThatThrownBy(() -> conflicts.checkout(order))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("there is no conflict that git could show");
    }

    @Test
    void a_merge_that_is_another_one_with_the_attributes_of_the_result_is_refused() throws Exception {
        sandbox.sh("echo 'a.txt merge=union' > .gitattributes; git add .; git commit -qm attributes");
        ResolutionOrder order = conflicts.between("sed -i s/^5$/five/ a.txt", "sed -i s/^5$/fünf/ a.txt");
        sandbox.sh("rm .gitattributes");

        assertThatThrownBy(() -> conflicts.checkout(order))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("there is no conflict that git could show: it merges the two");
        ConflictCheckout.cleanUp(order.base(), conflicts.workspaces(), Sandbox.RUN, "b");
        assertThat(conflicts.directory()).doesNotExist();
        assertThat(sandbox.sh("git worktree list")).doesNotContain("_resolution");
    }
}
