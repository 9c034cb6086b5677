package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subagents do with git by mistake takes nothing of the user's back, and is said. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UsersWorkIT {
    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void repository() throws Exception {
        repository = Repository.in(folder.resolve("repo"), "README.md", "base\n");
        stretto = new Stretto(repository.directory());
    }

    @Test
    void a_subagent_that_leaves_an_old_tag_checked_out_has_done_nothing() throws Exception {
        git("git tag v1", "echo new > feature.txt", "git add -A", "git commit -qm feature");

        Result run = run("git checkout -q v1; echo 'No problem found.'", "{ integrate: merge }");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(repository.git("show", "main:feature.txt")).isEqualTo("new");
        assertThat(task(run).at("/files")).isEmpty();
        assertThat(task(run).at("/notices").toString()).contains("v1", "no work");
    }

    @Test
    void an_open_rebase_is_no_completed_task_and_its_workspace_stays() throws Exception {
        Result run = run(
                "git checkout -q -b onto; echo o > README.md; git commit -qam o; git checkout -q -; git reset -q --hard HEAD;"
                        + " git checkout -q -B mine main; echo a > README.md; git commit -qam a; git rebase -q onto; exit 0",
                "{ integrate: merge }");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(task(run).at("/error/kind").asText()).isEqualTo("unfinished");
        String message = task(run).at("/error/message").asText();
        assertThat(message).contains("a rebase", "README.md", "refs/stretto-attempts");
        Path workspace = Path.of(message.replaceAll("(?s).*The workspace (\\S+) stays.*", "$1"));
        assertThat(workspace.resolve("README.md")).content().contains("<<<<<<<");
        assertThat(repository.git("show", "main:README.md")).isEqualTo("base");
    }

    @Test
    void conflict_markers_and_many_deletions_stay_off_the_users_branch_unless_these_are_allowed() throws Exception {
        git("for i in $(seq 12); do echo $i > f$i; done", "git add -A", "git commit -qm files");

        Result markers = run("printf '<<<<<<< a\\n1\\n=======\\n2\\n>>>>>>> b\\n' > README.md", "{ integrate: merge }");
        Result deletes = run("git rm -q 'f*'", "{ integrate: merge }");
        Result allowed = run("git rm -q 'f*'", "{ integrate: merge, deletes: allow }");

        assertThat(markers.json().at("/synthesis/integration/note").asText()).contains("conflict markers in README.md");
        assertThat(markers.json().at("/synthesis/findings/0/kind").asText()).isEqualTo("conflict_markers");
        assertThat(deletes.json().at("/synthesis/integration/note").asText())
                .contains("deletes 12 files", "deletes: allow");
        assertThat(deletes.json().at("/synthesis/integration/movedBranch").isMissingNode())
                .isTrue();
        assertThat(allowed.json().at("/synthesis/integration/movedBranch").asText())
                .isEqualTo("main");
        assertThat(repository.git("show", "main:README.md")).isEqualTo("base");
    }

    @Test
    void what_happens_in_the_users_checkout_is_said() throws Exception {
        Result run = run(
                "cd " + repository.directory() + "; echo stray > stray.txt; git switch -qc agent; git config my.key x",
                "{}");

        assertThat(task(run).at("/notices").toString())
                .contains("agent is checked out now, and was main", "stray.txt", "my.key");
    }

    @Test
    void ignored_files_as_the_only_output_are_named() throws Exception {
        git("echo 'dist/' > .gitignore", "git add -A", "git commit -qm ignore");

        Result run = run("mkdir dist; echo x > dist/report.html", "{}");

        assertThat(task(run).at("/notices").toString()).contains("dist/");
    }

    @Test
    void a_plan_whose_programs_are_missing_is_refused_before_anything_begins() throws Exception {
        String plan = stretto.plan("""
                version: 1
                workspace: { repository: . }
                tasks:
                  - { id: a, subagent: { command: ["npm test -- --watch=false"] } }
                synthesis: { verify: { command: [mvnw-that-is-not-there, test] } }
                """);

        Result checked = stretto.run("check", plan);
        Result run = stretto.run("run", plan);

        assertThat(checked.out()).contains("mvnw-that-is-not-there", "\"npm\", \"test\"", "workspaces: ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("synthesis.verify", "mvnw-that-is-not-there", "nothing was started");
        assertThat(stretto.run("runs").out()).doesNotContain("running", "failed");
    }

    @Test
    void an_agent_does_not_find_that_it_was_started_from_a_session_of_its_own() throws Exception {
        Result run = stretto.start(
                        Map.of("CLAUDECODE", "1", "CLAUDE_CODE_ENTRYPOINT", "cli", "GIT_LFS_SKIP_SMUDGE", "1"),
                        "run",
                        "--json",
                        plan("env > env.txt", "{}"))
                .await();

        String branch = run.json().at("/tasks/0/branch").asText();
        assertThat(repository.git("show", branch + ":env.txt"))
                .doesNotContain("CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT")
                .contains("GIT_LFS_SKIP_SMUDGE=1");
    }

    @Test
    void no_workspace_is_below_the_checkout_or_finds_it_on_its_way_up() throws Exception {
        Result run = run("pwd > where.txt", "{}");

        String branch = task(run).at("/branch").asText();
        Path where = Path.of(repository.git("show", branch + ":where.txt"));
        assertThat(where.startsWith(repository.directory())).isFalse();
        for (Path folder = where.getParent(); folder != null; folder = folder.getParent()) {
            assertThat(folder.resolve(".git")).doesNotExist();
        }
        assertThat(Files.exists(where)).as("it is gone with the attempt").isFalse();
    }

    @Test
    void with_a_repository_of_its_own_an_attempt_changes_no_setting_hook_or_branch_of_the_users() throws Exception {
        String config = repository.git("config", "--local", "--list");
        String plan = plan(
                "git config core.hooksPath /nowhere; git checkout -q -b main2; echo x > x.txt; git add .; git commit -qm x",
                "{ integrate: merge }");
        Path file = repository.directory().resolve(plan);
        Files.writeString(
                file, Files.readString(file).replace("{ repository: . }", "{ repository: ., isolation: clone }"));

        Result run = stretto.run("run", "--json", plan);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(repository.git("show", "main:x.txt")).isEqualTo("x");
        assertThat(repository.git("config", "--local", "--list")).isEqualTo(config);
        assertThat(repository.git("branch", "--list", "main2")).isEmpty();
        assertThat(task(run).at("/notices")).isEmpty();
    }

    private Result run(String script, String synthesis) throws Exception {
        return stretto.run("run", "--json", plan(script, synthesis));
    }

    private String plan(String script, String synthesis) throws Exception {
        return stretto.plan("""
                version: 1
                workspace: { repository: . }
                tasks:
                  - id: t
                    subagent:
                      command:
                        - sh
                        - -c
                        - |
                          export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x
                          %s
                synthesis: %s
                """.formatted(script, synthesis));
    }

    private void git(String... commands) throws Exception {
        for (String command : commands) {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .directory(repository.directory().toFile())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).as(command).isZero();
        }
    }

    private static JsonNode task(Result run) throws Exception {
        return run.json().at("/tasks/0");
    }
}
