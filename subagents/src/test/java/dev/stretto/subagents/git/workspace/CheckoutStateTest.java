package dev.stretto.subagents.git.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckoutStateTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void a_file_that_was_changed_before_and_is_changed_again_is_named() throws Exception {
        sandbox.sh("echo mine > a.txt");

        assertThat(changes("echo theirs, longer > a.txt"))
                .containsExactly("in the checkout " + sandbox.repository + " these were changed: a.txt");
    }

    @Test
    void a_branch_or_tag_that_is_moved_or_deleted_is_named_and_a_new_one_is_not() throws Exception {
        String head = sandbox.head().substring(0, 12);
        sandbox.sh("git branch kept; git branch gone; git tag v1");

        assertThat(changes("git branch -D gone; git tag -d v1; git branch new; git branch stretto/01run/a"))
                .containsExactly(
                        "the branch gone was deleted; it was at commit " + head,
                        "the tag v1 was deleted; it was at commit " + head);
    }

    @Test
    void an_entry_of_the_stash_that_is_dropped_is_named() throws Exception {
        sandbox.sh("echo mine > a.txt; git stash -q");
        String entry = sandbox.sh("git rev-parse --short=12 stash@{0}");

        assertThat(changes("git stash drop -q")).containsExactly("the stash no longer has commit " + entry);
    }

    private List<String> changes(String script) throws Exception {
        CheckoutState before = state();
        sandbox.sh(script);
        return before.changesTo(state());
    }

    private CheckoutState state() throws Exception {
        return CheckoutState.of(Repository.at(sandbox.repository), temp.resolve("data/workspaces"));
    }
}
