package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VerificationCheckoutTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    Path directory;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
        directory = sandbox.root.resolve("data/verification/01run");
    }

    @Test
    void a_commit_is_checked_out_on_no_branch() throws Exception {
        Path checkout = checkout(sandbox.head());

        assertThat(checkout).isEqualTo(directory);
        assertThat(sh(checkout, "git status --porcelain=v2 --branch; ls"))
                .isEqualTo("# branch.oid " + sandbox.head() + "\n# branch.head (detached)\na.txt\nb.txt\ndir\nrun.sh");
    }

    @Test
    void checking_out_again_takes_away_what_a_verification_left() throws Exception {
        String first = sandbox.head();
        String second = sandbox.sh("echo x > x; git add .; git commit -qm second; git rev-parse HEAD");
        checkout(first);
        sh(
                directory,
                "echo changed > a.txt; mkdir target; touch target/x junk.ignored; git init -q nested;"
                        + " touch \"$(git rev-parse --git-path index.lock)\"");

        checkout(second);

        assertThat(sh(directory, "git rev-parse HEAD; git status --porcelain --ignored; ls"))
                .isEqualTo(second + "\na.txt\nb.txt\ndir\nrun.sh\nx");
        checkout(first);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void it_goes_on_after_a_crash() throws Exception {
        sandbox.sh("git worktree add -q --lock --detach --no-checkout " + directory);
        checkout(sandbox.head());
        sh(directory, "rm -rf ../01run/*; rm ../01run/.git");
        checkout(sandbox.head());

        assertThat(sh(directory, "git status --porcelain; ls")).isEqualTo("a.txt\nb.txt\ndir\nrun.sh");
        assertThat(sandbox.sh("git worktree list | wc -l")).isEqualTo("2");
    }

    @Test
    void what_is_no_checkout_for_verification_is_left_alone() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("mine.txt"), "mine");
        assertRefused(directory, "is in the way of the checkout for verification");

        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("abort"));
        assertRefused(worktree.directory(), "is in the way");
        assertRefused(sandbox.repository, "is in the way");
        assertThatThrownBy(() -> VerificationCheckout.remove(sandbox.base(), worktree.directory()))
                .isInstanceOf(WorkspaceException.class);
        assertThat(sh(worktree.directory(), "git status --porcelain; ls")).isEqualTo("a.txt\nb.txt\ndir\nrun.sh");
    }

    @Test
    void removing_leaves_nothing_behind_and_may_be_repeated() throws Exception {
        checkout(sandbox.head());
        sh(directory, "touch junk");

        VerificationCheckout.remove(sandbox.base(), directory);
        VerificationCheckout.remove(sandbox.base(), directory);

        assertThat(directory.getParent()).doesNotExist();
        assertThat(sandbox.sh("git worktree list | wc -l")).isEqualTo("1");
    }

    private Path checkout(String commit) throws WorkspaceException {
        return VerificationCheckout.checkout(sandbox.base(), commit, directory);
    }

    private void assertRefused(Path wanted, String why) {
        assertThatThrownBy(() -> VerificationCheckout.checkout(sandbox.base(), sandbox.head(), wanted))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining(why);
    }
}
