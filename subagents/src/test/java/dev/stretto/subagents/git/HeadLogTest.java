package dev.stretto.subagents.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadLogTest {
    @TempDir
    Path temp;

    @Test
    void commits_are_made_by_whatever_writes_one_and_not_by_what_only_moves_there() throws Exception {
        Sandbox sandbox = Sandbox.in(temp);
        List<String> made = sandbox.sh("""
                        git checkout -q -b side; echo 1 > one; git add .; git commit -qm one; git rev-parse HEAD
                        git commit -q --amend -m 'one again'; git rev-parse HEAD
                        git checkout -q main; git merge -q --ff-only side
                        git checkout -q -b other HEAD~1; echo 2 > two; git add .; git commit -qm two; git rev-parse HEAD
                        git merge -q -m both side; git rev-parse HEAD
                        git checkout -q side; git cherry-pick other~1 > /dev/null; git rev-parse HEAD
                        git revert --no-edit HEAD > /dev/null; git rev-parse HEAD
                        git reset -q --hard main
                        git checkout -q -b third HEAD~1; echo 3 > three; git add .; git commit -qm three; git rev-parse HEAD
                        git rebase -q main; git rev-parse HEAD
                        """).lines().toList();

        List<String> first = List.of(sandbox.sh("git rev-list --max-parents=0 main"));
        assertThat(HeadLog.made(sandbox.repository.resolve(".git")).orElseThrow())
                .containsExactlyElementsOf(
                        Stream.concat(first.stream(), made.stream()).toList());
    }

    @Test
    void without_a_log_nothing_is_known() throws Exception {
        assertThat(HeadLog.made(temp)).isEmpty();
    }

    @Test
    void what_a_pull_with_rebase_moves_to_was_not_made_there() throws Exception {
        Sandbox sandbox = Sandbox.in(temp);
        sandbox.sh(
                "git clone -q . ../up; git -C ../up -c user.name=U -c user.email=u@example.com commit -q --allow-empty -m theirs; git remote add up \"$(cd ../up; pwd)\";"
                        + " echo 1 > one; git add .; git commit -qm one; git pull -q --rebase up main");
        String theirs = Sandbox.sh(sandbox.repository.resolveSibling("up"), "git rev-parse HEAD");

        assertThat(HeadLog.made(sandbox.repository.resolve(".git")).orElseThrow())
                .doesNotContain(theirs)
                .contains(sandbox.head());
    }
}
