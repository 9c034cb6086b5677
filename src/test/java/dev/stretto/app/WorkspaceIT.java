package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspaceIT {
    private static final String PLAN =
            "version: 1\nworkspace: { repository: . }\ntasks:\n  - id: a\n    subagent: { command: [touch, new.txt] }\n";

    @TempDir
    Path folder;

    @Test
    void a_folder_without_a_repository_is_refused_with_a_clear_word() throws Exception {
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("run", stretto.plan(PLAN));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("git").contains(folder.toString()).doesNotContain("\tat ");
    }

    @Test
    void a_repository_without_commits_is_refused_with_a_clear_word() throws Exception {
        new ProcessBuilder("git", "init", "-q", folder.toString()).start().waitFor();
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("run", stretto.plan(PLAN));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("commit");
    }

    @Test
    void a_bare_repository_is_refused_with_a_clear_word() throws Exception {
        new ProcessBuilder("git", "init", "-q", "--bare", folder.toString())
                .start()
                .waitFor();
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("run", "--data", folder.resolve("data").toString(), stretto.plan(PLAN));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("bare");
    }

    @Test
    void a_dirty_checkout_is_left_as_it_is_and_the_user_is_told_that_its_changes_are_not_seen() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n", "b.txt", "b\n");
        repository.write("b.txt", "stashed\n");
        repository.git("stash");
        repository.write("a.txt", "changed\n");
        repository.write("staged.txt", "staged\n");
        repository.git("add", "staged.txt");
        Path plan = Files.writeString(folder.resolve("plan.yaml"), PLAN.replace("repository: .", "repository: repo"));
        String before = repository.snapshot();

        Result result = new Stretto(repository.directory()).run("run", "--json", plan.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json().at("/note").asText()).contains("uncommitted");
        assertThat(repository.snapshot()).isEqualTo(before);
        assertThat(Files.readString(repository.directory().resolve("a.txt"))).isEqualTo("changed\n");
    }

    @Test
    void a_first_run_in_a_clean_checkout_has_nothing_to_note() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        Path plan = Files.writeString(folder.resolve("plan.yaml"), PLAN.replace("repository: .", "repository: repo"));

        Result result = new Stretto(repository.directory()).run("run", "--json", plan.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json().at("/note").isMissingNode()
                        || result.json().at("/note").isNull())
                .isTrue();
    }

    @Test
    void tasks_that_share_a_directory_are_told_of_before_and_at_the_start() throws Exception {
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"), "version: 1\ntasks: [{ id: a, subagent: { command: ['true'] } }]\n");
        Stretto stretto = new Stretto(folder);

        assertThat(stretto.run("check", plan.toString()).out()).contains("all tasks work in " + folder.toRealPath());
        assertThat(stretto.run("run", plan.toString()).out()).contains("all tasks work in " + folder.toRealPath());
    }

    @Test
    void that_a_workspace_stays_is_said_in_its_own_run_and_in_no_later_one() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        Stretto stretto = new Stretto(repository.directory());
        String nested = stretto.plan(PLAN.replace("[touch, new.txt]", "[git, init, n]"));
        String plain = stretto.plan(PLAN);

        Result first = stretto.run("run", nested);
        Result second = stretto.run("run", plain);

        assertThat(first.err()).contains("the workspace of attempt a#1", "stays");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err()).doesNotContain("stays");
    }

    @Test
    void integrate_merge_moves_a_clean_checkout_forward() throws Exception {
        Repository repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"),
                PLAN.replace("repository: .", "repository: repo") + "synthesis: { integrate: merge }\n");

        Result result = new Stretto(repository.directory()).run("run", "--json", plan.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json().at("/synthesis/integration/movedBranch").asText())
                .isEqualTo("main");
        assertThat(repository.directory().resolve("new.txt")).exists();
        assertThat(repository.git("status", "--porcelain")).isEmpty();
    }
}
