package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.DataFolder;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.engine.run.RunEvent.TaskCompleted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlameIT {
    private static final String PLAN = """
            version: 1
            workspace: { repository: . }
            tasks:
              - id: left
                subagent: { command: [sh, -c, "sed -i 's/^3$/three/' src/@a.txt"] }
              - id: own
                subagent:
                  command:
                    - sh
                    - -c
                    - |
                      export GIT_AUTHOR_NAME=Bot GIT_AUTHOR_EMAIL=bot@localhost
                      sed -i 's/^7$/seven/' src/@a.txt
                      git commit -qam 'Spell seven out'
                      git commit -q --allow-empty -m 'And nothing else'
            """;
    private static final String NOTHING =
            "version: 1\nworkspace: { repository: . }\ntasks:\n  - { id: a, subagent: { command: [\"true\"] } }\n";

    @TempDir
    Path folder;

    @Test
    void lines_of_a_result_lead_to_task_attempt_run_and_event() throws Exception {
        Repository repository =
                Repository.in(folder, "src/@a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n", ".gitignore", "*.yaml\n");
        Stretto stretto = new Stretto(folder);
        Stretto below = new Stretto(folder.resolve("src"));
        String run = run(stretto, PLAN);
        String empty = run(stretto, NOTHING);

        Result text = below.run("blame", "@a.txt");

        String result = repository.git("rev-parse", "stretto/" + run);
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out().lines().map(line -> line.replaceAll(" [0-9a-f]{12} ", " COMMIT ")))
                .containsExactly(
                        "src/@a.txt in commit " + result.substring(0, 12) + ", the result of run " + run,
                        "LINES  COMMIT        FROM",
                        "1-2    COMMIT  " + base(repository),
                        "3      COMMIT  task left, attempt 1, run " + run + ", event " + event(run, "left"),
                        "4-6    COMMIT  " + base(repository),
                        "7      COMMIT  task own, attempt 1, run " + run + ", event " + event(run, "own")
                                + ": Spell seven out (Bot)",
                        "8      COMMIT  " + base(repository));
        JsonNode own =
                stretto.run("blame", "--json", "--run", run, "src/@a.txt:7").json();
        assertThat(own.at("/commit").asText()).isEqualTo(result);
        assertThat(own.at("/run").asText()).isEqualTo(run);
        assertThat(own.at("/ranges")).hasSize(1);
        assertThat(own.at("/ranges/0/task").asText()).isEqualTo("own");
        assertThat(own.at("/ranges/0/event").asLong()).isEqualTo(event(run, "own"));
        assertThat(own.at("/ranges/0/how").asText()).isEqualTo("own_commit");
        assertThat(own.at("/ranges/0/merge/commit").asText()).isEqualTo(result);
        assertThat(own.at("/ranges/0/author").asText()).isEqualTo("Bot");

        refused(below, "there is no file 'src/src/@a.txt' in commit", "there is '@a.txt'", "src/@a.txt:3");
        refused(stretto, "run " + empty + " has no result", "nothing was merged", "src/@a.txt", "--run", empty);
        inAClone(repository, run);
        theDocumentedCommandsSayTheSame(run);
    }

    /** There, history is all that is left of the runs. */
    private void inAClone(Repository repository, String run) throws Exception {
        repository.git("merge", "-q", "--no-ff", "--no-edit", "stretto/" + run);
        repository.git("clone", "-q", ".", "clone");
        Stretto clone = new Stretto(folder.resolve("clone"));

        JsonNode own =
                clone.run("blame", "--rev", "HEAD", "src/@a.txt:7", "--json").json();

        assertThat(own.at("/revision").asText()).isEqualTo("HEAD");
        assertThat(own.has("run")).isFalse();
        assertThat(own.at("/ranges/0/run").asText()).isEqualTo(run);
        assertThat(own.at("/ranges/0/task").asText()).isEqualTo("own");
        assertThat(own.at("/ranges/0").has("event")).isFalse();
    }

    private void theDocumentedCommandsSayTheSame(String run) throws Exception {
        String trailers = "Stretto-Run: " + run + "\nStretto-Task: %s\nStretto-Attempt: 1";
        String find = documented("commit") + documented("merge");
        assertThat(sh(find, "stretto/" + run, 1, run)).endsWith("base");
        assertThat(sh(documented("commit"), "stretto/" + run, 3, run)).endsWith(trailers.formatted("left"));
        assertThat(sh(documented("commit"), "main", 7, run)).endsWith("Spell seven out");
        assertThat(sh(find, "stretto/" + run, 7, run)).endsWith(trailers.formatted("own"));
        assertThat(sh(find, "main", 7, run)).endsWith(trailers.formatted("own"));
        assertThat(sh(documented("result"), "main", 1, run).lines().map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsExactly(
                        "own#1", "left#1", "Merge own", "Merge left", "left (run " + run + ", task left, attempt 1)");
    }

    private static String documented(String name) throws Exception {
        String page = Files.readString(Path.of("..", "docs", "provenance.md"));
        Matcher block = Pattern.compile("<!-- tested: " + name + " -->\\s*```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as(name).isTrue();
        return block.group(1);
    }

    private String sh(String script, String revision, int line, String run) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-euc", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "rev",
                        revision,
                        "file",
                        "src/@a.txt",
                        "line",
                        String.valueOf(line),
                        "run",
                        run,
                        "base",
                        "main~1"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }

    private static String run(Stretto stretto, String plan) throws Exception {
        Result result = stretto.run("run", "--json", stretto.plan(plan));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.json().at("/run").asText();
    }

    private static String base(Repository repository) throws Exception {
        return "Tester, " + repository.git("log", "-1", "--format=%as", "main") + ": base";
    }

    private long event(String run, String task) throws Exception {
        return new DataFolder(folder)
                .log(run).stream()
                        .filter(entry -> entry.event() instanceof TaskCompleted completed
                                && completed.task().equals(task))
                        .findFirst()
                        .orElseThrow()
                        .sequence();
    }

    private static void refused(Stretto stretto, String what, String instead, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "blame";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Result result = stretto.run(command);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(what, instead);
        assertThat(result.out()).isEmpty();
    }
}
