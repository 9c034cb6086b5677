package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PruneIT {
    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        repository = Repository.in(folder, "a.txt", "a\n", ".gitignore", "*.yaml\n");
        stretto = new Stretto(folder);
    }

    @Test
    void a_run_whose_work_was_taken_over_goes_with_everything_that_belongs_to_it() throws Exception {
        String run = run("merge", "echo done > work.txt; echo output");
        JsonNode preview = prune("--keep", "0", "--dry-run");
        assertThat(runs()).hasSize(1);

        JsonNode pruned = prune("--keep", "0");

        assertThat(preview.at("/runs/0/removed").asBoolean()).isTrue();
        assertThat(pruned.at("/runs")).isEqualTo(preview.at("/runs"));
        assertThat(pruned.at("/bytes").asLong()).isPositive();
        assertThat(runs()).isEmpty();
        assertThat(repository.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
        Path data = folder.resolve(".stretto");
        assertThat(data.resolve("attempts").resolve(run)).doesNotExist();
        assertThat(data.resolve("workspaces").resolve(run)).doesNotExist();
        assertThat(data.resolve("seals").resolve(run)).doesNotExist();
        try (var artifacts = Files.walk(data.resolve("artifacts"))) {
            assertThat(artifacts.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void a_run_whose_work_is_nowhere_else_stays_and_says_why() throws Exception {
        String run = run("branch", "echo done > work.txt");

        JsonNode pruned = prune("--keep", "0");

        assertThat(pruned.at("/runs/0/removed").asBoolean()).isFalse();
        assertThat(pruned.at("/runs/0/kept/0/what").asText()).isEqualTo("refs/heads/stretto/" + run);
        assertThat(repository.git("show", "stretto/" + run + ":work.txt")).isEqualTo("done");
        assertThat(stretto.run("audit", run, "--verify").exitCode()).isZero();
    }

    @Test
    void work_is_thrown_away_on_purpose_by_deleting_the_references_that_are_named() throws Exception {
        String first = run("branch", "echo done > work.txt");
        String second = run("branch", "echo done > work.txt");
        Result said = stretto.run("prune", first);
        assertThat(said.out()).contains("git update-ref -d REFERENCE");

        for (JsonNode kept : prune(first).at("/runs/0/kept")) {
            repository.git("update-ref", "-d", kept.at("/what").asText());
        }
        assertThat(prune(first).at("/runs/0/removed").asBoolean()).isTrue();

        repository.sh("git for-each-ref --format='delete %(refname)' | grep " + second + " | git update-ref --stdin");
        assertThat(prune(second).at("/runs/0/removed").asBoolean()).isTrue();
        assertThat(repository.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
        assertThat(runs()).isEmpty();
    }

    @Test
    void runs_are_chosen_by_number_and_by_age() throws Exception {
        run("merge", "true");
        String second = run("merge", "true");

        assertThat(prune("--older-than", "1h").at("/runs")).isEmpty();
        assertThat(prune("--keep", "1").at("/runs")).hasSize(1);
        assertThat(runs().at("/0/run").asText()).isEqualTo(second);
        assertThat(prune(second).at("/runs/0/removed").asBoolean()).isTrue();
        assertThat(runs()).isEmpty();
    }

    @Test
    void nothing_is_removed_unless_somebody_says_what() throws Exception {
        run("merge", "true");

        Result result = stretto.run("prune");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--older-than");
        assertThat(runs()).hasSize(1);
    }

    private String run(String integrate, String script) throws Exception {
        Result result = stretto.run("run", "--json", stretto.plan("""
                version: 1
                workspace: { repository: . }
                tasks:
                  - { id: a, subagent: { command: [sh, -c, '%s'] } }
                synthesis: { integrate: %s }
                """.formatted(script, integrate)));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.json().at("/run").asText();
    }

    private JsonNode prune(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = "prune";
        all[1] = "--json";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Result result = stretto.run(all);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.json();
    }

    private JsonNode runs() throws Exception {
        return stretto.run("runs", "--json").json().at("/runs");
    }
}
