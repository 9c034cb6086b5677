package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.app.testing.Watched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work is looked at by {@code diff} and {@code open}, and taken over by {@code take}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakeIT {
    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void repository() throws Exception {
        repository = Repository.in(folder.resolve("repo"), "file.txt", "1\n2\n3\n4\n5\n");
        stretto = new Stretto(repository.directory());
    }

    @Test
    void a_run_ends_with_the_command_that_takes_its_result_over() throws Exception {
        Result run = run("sed -i s/1/one/ file.txt", "echo b > b.txt");
        String next = run.out()
                .lines()
                .filter(line -> line.startsWith("next: "))
                .findFirst()
                .orElseThrow();
        List<String> words = List.of(next.replaceAll("#.*", "").strip().split(" +"));
        assertThat(words).startsWith("next:", "stretto", "take").hasSize(4);

        Result diff = stretto.run("diff", "latest");
        Result took = stretto.run("take", words.getLast());
        Result again = stretto.run("take", words.getLast());

        assertThat(diff.out()).contains("-1\n", "+one\n", "+++ b/b.txt");
        assertThat(took.exitCode()).as(took.err()).isZero();
        assertThat(took.out()).contains("merged the work of a, b into 'main'");
        assertThat(repository.git("show", "main:file.txt")).startsWith("one");
        assertThat(again.out()).contains("'main' already contains the work of a, b");
    }

    @Test
    void the_work_of_one_task_can_be_looked_at_and_taken_alone() throws Exception {
        run("echo a > a.txt", "echo b > b.txt");

        assertThat(stretto.run("diff", "latest", "c").err()).contains("has no task 'c'; it has a, b");
        assertThat(stretto.run("diff", "latest", "b", "--stat").out())
                .contains("b.txt")
                .doesNotContain("a.txt");
        Result took = stretto.run("take", "latest", "b");

        assertThat(took.exitCode()).as(took.err()).isZero();
        assertThat(repository.git("ls-tree", "--name-only", "main").lines())
                .contains("b.txt")
                .doesNotContain("a.txt");
        assertThat(stretto.run("take", "latest").exitCode()).isZero();
        assertThat(repository.git("ls-tree", "--name-only", "main").lines()).contains("a.txt", "b.txt");
    }

    @Test
    void what_conflicts_with_the_users_branch_or_with_changes_that_are_not_committed_changes_nothing()
            throws Exception {
        run("sed -i s/1/one/ file.txt", "echo b > b.txt");
        Files.writeString(repository.directory().resolve("file.txt"), "mine\n");
        Result dirty = stretto.run("take", "latest");
        assertThat(dirty.exitCode()).isEqualTo(2);
        assertThat(dirty.err()).contains("git refused to merge the work into 'main'", "file.txt");
        assertThat(repository.directory().resolve("file.txt")).hasContent("mine");

        Files.writeString(repository.directory().resolve("file.txt"), "eins\n2\n3\n4\n5\n");
        repository.git("commit", "-qam", "mine");
        String before = repository.git("rev-parse", "main");
        Files.writeString(repository.directory().resolve("note.txt"), "not committed");

        Result took = stretto.run("take", "latest");

        assertThat(took.exitCode()).isEqualTo(2);
        assertThat(took.err()).contains("the work conflicts with 'main' in file.txt. Nothing was changed.");
        assertThat(repository.git("rev-parse", "main")).isEqualTo(before);
        assertThat(repository.git("status", "--porcelain", "--untracked-files=no"))
                .isEmpty();
        assertThat(repository.directory().resolve("note.txt")).hasContent("not committed");
    }

    @Test
    void what_should_be_looked_at_first_is_taken_only_anyway() throws Exception {
        run("printf '<<<<<<< a\\n1\\n=======\\n2\\n>>>>>>> b\\n' > file.txt", "echo b > b.txt");

        Result refused = stretto.run("take", "latest");
        Result took = stretto.run("take", "latest", "--anyway");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("task 'a' left conflict markers in file.txt", "stretto diff latest");
        assertThat(took.exitCode()).as(took.err()).isZero();
    }

    @Test
    void a_workspace_is_opened_while_its_attempt_is_at_work_and_again_when_it_is_gone() throws Exception {
        Running running = stretto.start(
                Map.of(),
                "run",
                "--quiet",
                plan(
                        "echo half > half.txt; touch " + folder + "/begun; while ! [ -e " + folder
                                + "/go ]; do sleep 0.05; done;" + " echo whole > half.txt",
                        "true"));
        Watched.awaitExists(folder.resolve("begun"));

        Result open =
                stretto.run("open", "latest", "a", "--", "sh", "-c", "cat half.txt; echo $STRETTO_TASK $KEY; exit 7");
        Result diff = stretto.run("diff", "latest", "a");
        Files.createFile(folder.resolve("go"));
        running.await();
        Result again = stretto.run("open", "latest", "a", "--", "sh", "-c", "cat half.txt made.txt; echo x > half.txt");

        assertThat(open.out()).isEqualTo("half\na value\n");
        assertThat(open.exitCode()).isEqualTo(7);
        assertThat(diff.out()).contains("+half");
        assertThat(again.out()).isEqualTo("whole\nset up\n");
        assertThat(stretto.run("diff", "latest", "a").out()).contains("+whole");
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
    }

    private Result run(String a, String b) throws Exception {
        Result run = stretto.run("run", plan(a, b));
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        return run;
    }

    private String plan(String a, String b) throws Exception {
        return stretto.plan("""
                version: 1
                workspace: { repository: ., setup: { command: [sh, -c, 'echo set up > made.txt'] } }
                defaults: { env: { KEY: value } }
                tasks:
                  - id: a
                    subagent:
                      command:
                        - sh
                        - -c
                        - |
                          %s
                  - id: b
                    subagent:
                      command:
                        - sh
                        - -c
                        - |
                          %s
                """.formatted(a, b));
    }
}
