package dev.stretto.subagents.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckoutsTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    Repository repository;
    Path worktree;

    @BeforeEach
    void aWorktree() throws Exception {
        sandbox = Sandbox.in(temp);
        repository = Repository.of(sandbox.base());
        worktree = temp.toRealPath().resolve("other");
        sandbox.sh("git worktree add -q -b topic " + worktree);
    }

    @Test
    void a_branch_that_is_let_go_of_is_checked_out_nowhere() throws Exception {
        assertThat(new Checkouts(repository).letGo(Map.of("refs/heads/topic", sandbox.head())))
                .containsExactly(worktree);

        assertThat(new Checkouts(repository).branches()).doesNotContainKey(worktree);
        assertThat(sandbox.sh("git rev-parse topic")).isEqualTo(sandbox.head());
    }

    @Test
    void while_a_worktree_is_added_or_removed_none_is_let_go_of() throws Exception {
        FutureTask<Void> letting = new FutureTask<>(() -> {
            new Checkouts(repository).detach(worktree, "refs/heads/topic", sandbox.head());
            return null;
        });
        Thread other = Thread.ofVirtual().unstarted(letting);
        repository.lock().lock();
        try {
            other.start();
            while (!repository.lock().hasQueuedThread(other)) {
                assertThat(letting).isNotDone();
                Thread.onSpinWait();
            }
            repository.forgetWorktree(worktree);
        } finally {
            repository.lock().unlock();
        }

        letting.get();
        assertThat(Registrations.all(repository)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "commondir", "gitdir"})
    void there_is_nothing_to_let_go_of_in_a_worktree_that_git_has_begun_to_remove(String first) throws Exception {
        Path administration = Registrations.of(repository, worktree).orElseThrow();
        Files.delete(administration.resolve(first));

        assertThatCode(() -> new Checkouts(repository).detach(worktree, "refs/heads/topic", sandbox.head()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_worktree_that_is_whole_and_cannot_be_changed_is_an_error() throws Exception {
        Path administration = Registrations.of(repository, worktree).orElseThrow();
        Files.writeString(administration.resolve("HEAD"), "what is this?\n");

        assertThatThrownBy(() -> new Checkouts(repository).detach(worktree, "refs/heads/topic", sandbox.head()))
                .isInstanceOf(GitException.class);
    }
}
