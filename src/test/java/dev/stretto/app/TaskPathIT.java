package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.persistence.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose tasks have paths as ids, on a real repository. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TaskPathIT {
    private static final String LONGEST = "long/" + "x".repeat(193);
    private static final List<String> IDS = List.of(
            "src/a.ts",
            "src/a.ts/x",
            "a%2Fb",
            "A/b",
            "a/b",
            "web/Cargo.lock",
            "_resolution",
            "a.discarded",
            "p/+page",
            LONGEST);

    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        repository = Repository.in(folder, "a.txt", "a\n", ".gitignore", "plan.yaml\n");
        stretto = new Stretto(folder);
    }

    @Test
    void tasks_named_by_paths_are_run_merged_found_again_and_cleaned_up() throws Exception {
        StringBuilder plan = new StringBuilder("""
                version: 1
                workspace: { repository: . }
                synthesis:
                  verify: { command: [sh, -c, 'test "$*" = "$STRETTO_RUN {task} {{run}}"', sh, "{run}", "{task}", "{{run}}"] }
                  integrate: merge
                tasks:
                """);
        for (int i = 0; i < IDS.size(); i++) {
            plan.append("  - { id: \"")
                    .append(IDS.get(i))
                    .append("\", subagent: { command: [sh, -c, 'echo \"$1\" > ")
                    .append(i)
                    .append(".txt; echo \"$STRETTO_TASK\"', sh, \"{task}\"] } }\n");
        }

        Result run = stretto.run("run", "--json", stretto.plan(plan.toString()));

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        for (int i = 0; i < IDS.size(); i++) {
            String id = IDS.get(i);
            assertThat(folder.resolve(i + ".txt")).hasContent(id);
            assertThat(stretto.run("output", "latest", id).out()).isEqualTo(id + "\n");
            assertThat(stretto.run("blame", "--json", i + ".txt:1").out()).contains("\"task\" : \"" + id + "\"");
        }
        assertThat(repository.git("for-each-ref", "--format=%(refname)").lines().map(ref -> ref.replaceAll(".*/", "")))
                .contains("src%2Fa.ts", "src%2Fa.ts%2Fx", "a%252Fb", "web%2FCargo%2Elock", "%5Fresolution");
        assertThat(stretto.run("audit", "latest", "--verify").exitCode()).isZero();
        assertThat(stretto.run("prune", "--keep", "0").exitCode()).isZero();
        assertThat(repository.git("for-each-ref", "--format=%(refname)")).doesNotContain("stretto");
        try (Stream<Path> left = Files.list(new DataDirectory(folder.resolve(".stretto")).workspaces())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void tasks_named_by_paths_may_collide_and_be_resolved() throws Exception {
        Result run = stretto.run("run", "--json", stretto.plan("""
                version: 1
                workspace: { repository: . }
                tasks:
                  - { id: src/a, subagent: { command: [sh, -c, 'echo one > a.txt'] } }
                  - { id: src/a/b, subagent: { command: [sh, -c, 'echo two > a.txt'] } }
                  - { id: src, subagent: { command: [sh, -c, 'exit 1'] }, attempts: 2, backoff: 0s }
                synthesis:
                  onConflict: resolve
                  resolver: { subagent: { command: [sh, -c, 'echo "$STRETTO_TASK $1" > a.txt; git add a.txt', sh, "{task}"] } }
                """));

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        String branch = run.json().at("/run").asText();
        assertThat(repository.git("show", "stretto/" + branch + ":a.txt")).isEqualToIgnoringNewLines("src/a/b src/a/b");
        try (Stream<Path> left = Files.walk(new DataDirectory(folder.resolve(".stretto")).workspaces())) {
            assertThat(left).as("the folder itself").hasSize(1);
        }
    }
}
