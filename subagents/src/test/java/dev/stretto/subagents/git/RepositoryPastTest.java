package dev.stretto.subagents.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.history.Change;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepositoryPastTest {
    @TempDir
    Path temp;

    @Test
    void what_each_commit_changed_is_read_newest_first_and_merges_and_empty_commits_are_none() throws Exception {
        Sandbox sandbox = Sandbox.in(temp);
        sandbox.sh("""
                echo more >> a.txt; git mv dir/c.txt dir/d.txt; git commit -qam second
                git commit -q --allow-empty -m nothing
                git checkout -q -b side; echo x > 'with blank.txt'; printf x > "$(printf 'two\\nlines')"; git add .; git commit -qm side
                git checkout -q main; echo y >> b.txt; git commit -qam third
                git merge -q --no-ff -m merge side
                echo 'not committed' > uncommitted.txt
                """);

        RepositoryPast past = new RepositoryPast(Repositories.pin(sandbox.repository, "HEAD"));

        assertThat(past.changes())
                .extracting(change -> List.copyOf(change.files()))
                .containsExactlyInAnyOrder(
                        List.of("b.txt"),
                        List.of("two\nlines", "with blank.txt"),
                        List.of("a.txt", "dir/c.txt", "dir/d.txt"),
                        List.of(".gitignore", "a.txt", "b.txt", "dir/c.txt", "run.sh"));
        assertThat(past.changes()).extracting(Change::commit).allMatch(commit -> commit.matches("[0-9a-f]{40}"));
        assertThat(past.files())
                .containsExactlyInAnyOrder(
                        ".gitignore", "a.txt", "b.txt", "dir/d.txt", "run.sh", "two\nlines", "with blank.txt");
    }

    @Test
    void a_base_before_the_last_commit_has_its_own_past() throws Exception {
        Sandbox sandbox = Sandbox.in(temp);
        sandbox.sh("echo z > later.txt; git add .; git commit -qm later");

        RepositoryPast past = new RepositoryPast(Repositories.pin(sandbox.repository, "HEAD~1"));

        assertThat(past.changes()).hasSize(1);
        assertThat(past.files()).doesNotContain("later.txt");
    }
}
