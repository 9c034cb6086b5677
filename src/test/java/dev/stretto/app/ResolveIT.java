package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResolveIT {
    private static final Path PAGE = Path.of("..", "docs", "resolvers.md");

    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        repository = Repository.in(folder.resolve("repo"), "readme", "x\n", ".gitignore", "plan*.yaml\n");
        stretto = new Stretto(repository.directory());
    }

    @Test
    void the_example_of_the_documentation_works_as_it_stands() throws Exception {
        Result result = stretto.run("run", "--json", stretto.plan(documented()));

        JsonNode report = result.json();
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
        assertThat(greeting(report)).isEqualTo("Hello, world\nHallo, Welt");
        JsonNode resolved = report.at("/synthesis/resolutions/0");
        assertThat(resolved.at("/task").asText()).isEqualTo("german");
        assertThat(resolved.at("/with/0").asText()).isEqualTo("english");
        assertThat(resolved.at("/taken").asBoolean()).isTrue();
        assertThat(resolved.at("/summary").asText()).isEqualTo("kept both");
        assertThat(report.at("/synthesis/verification/passed").asBoolean()).isTrue();
        assertThat(stretto.run("audit", "--verify", "latest").exitCode()).isZero();
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(repository.git("status", "--porcelain")).isEmpty();

        // Once the result is taken over, nothing of the run is anywhere else.
        repository.git("merge", "-q", "stretto/" + report.at("/run").asText());
        assertThat(stretto.run("prune", "latest").exitCode()).isZero();
        assertThat(repository.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
    }

    @Test
    void what_can_not_be_taken_is_said_and_kept_and_can_be_tried_again() throws Exception {
        Path good = folder.resolve("good");
        String plan = documented()
                .replace("git show :2:greeting.txt :3", "test -e " + good + " || exit 3; git show :2:greeting.txt :3");

        Result first = stretto.run("run", "--json", stretto.plan(plan));

        JsonNode report = first.json();
        String run = report.at("/run").asText();
        JsonNode refused = report.at("/synthesis/resolutions/0");
        assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
        assertThat(report.at("/status").asText()).isEqualTo("failed");
        assertThat(refused.at("/taken").asBoolean()).isFalse();
        assertThat(refused.at("/refusal").asText())
                .startsWith("the resolver failed: exit code 3")
                .endsWith("'stretto retry " + run + "' has a resolver try again");
        assertThat(report.at("/synthesis/integration/left/0").asText()).isEqualTo("german");
        assertThat(repository.git("show", "stretto/" + run + "/german:greeting.txt"))
                .isEqualTo("Hallo, Welt");

        Files.createFile(good);
        Result second = stretto.run("retry", "--json", run);

        assertThat(second.exitCode()).as(second.err() + second.out()).isZero();
        assertThat(greeting(second.json())).isEqualTo("Hello, world\nHallo, Welt");
    }

    private String greeting(JsonNode report) throws Exception {
        return repository.git("show", "stretto/" + report.at("/run").asText() + ":greeting.txt");
    }

    private static String documented() throws Exception {
        Matcher plan = Pattern.compile("<!-- tested: plan -->\\s*```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(plan.find()).isTrue();
        return plan.group(1);
    }
}
