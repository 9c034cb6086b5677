package dev.stretto.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EraseIT {
    private static final String KEY = "hunter2-of-a";
    private static final String OTHER_KEY = "hunter2-of-b";

    /** What the subagent has read it prints, and says in its summary. */
    private static final String PLAN = """
            version: 1
            defaults:
              subagent:
                command:
                  - sh
                  - -c
                  - |
                    cat "$STRETTO_PROMPT_FILE"
                    key=$(grep -o 'hunter2[a-z-]*' "$STRETTO_PROMPT_FILE" | head -n 1)
                    echo "error: $key" >&2
                    printf '{"summary":"the key is %%s"}' "$key" > "$STRETTO_RESULT_FILE"
                    exit %s
            tasks:
              - id: a
                prompt: The key is hunter2-of-a
              - id: b
                prompt: The key is hunter2-of-b
            """;

    @TempDir
    Path folder;

    private Stretto stretto;
    private Path data;

    @BeforeEach
    void begin() {
        stretto = new Stretto(folder);
        data = folder.resolve(".stretto");
    }

    @Test
    void a_leaked_key_is_in_no_file_any_more_and_the_log_still_verifies_and_says_what_was_erased() throws Exception {
        assertThat(stretto.run("run", "--quiet", stretto.plan(PLAN.formatted("0")))
                        .exitCode())
                .isZero();
        assertThat(filesWith(KEY)).isNotEmpty();
        assertThat(stretto.run("audit", "latest", "--verify").exitCode()).isZero();
        assertThat(erase("--dry-run").at("/texts").asInt()).isPositive();
        assertThat(filesWith(KEY)).isNotEmpty();

        JsonNode erased = erase("--yes");

        assertThat(erased.at("/artifacts").asInt()).isEqualTo(4);
        assertThat(erased.at("/bytes").asInt()).isPositive();
        assertThat(filesWith(KEY)).isEmpty();
        assertThat(filesWith(OTHER_KEY)).isEmpty();
        Result verified = stretto.run("audit", "latest", "--verify");
        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("of the whole run were erased on", "by user ", ": leaked");
        assertThat(stretto.run("show", "latest", "--json")
                        .json()
                        .at("/tasks/0/summary")
                        .asText())
                .isEqualTo("[erased]");
        Path exported = folder.resolve("log.jsonl");
        assertThat(stretto.run("audit", "latest", "--export", exported.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(exported)).doesNotContain(KEY);
        Result file = stretto.run("audit", exported.toString(), "--verify");
        assertThat(file.exitCode()).as(file.out()).isZero();
        assertThat(file.out()).contains(": leaked");

        long events = events();
        assertThat(erase("--yes").at("/texts").asInt()).isZero();
        assertThat(events()).as("to erase twice does no harm").isEqualTo(events);
    }

    @Test
    void what_is_erased_of_one_task_leaves_what_the_others_have() throws Exception {
        assertThat(stretto.run("run", "--quiet", stretto.plan(PLAN.formatted("1")))
                        .exitCode())
                .isEqualTo(1);

        Result erased = stretto.run("erase", "latest", "a", "--reason", "leaked", "--yes");

        assertThat(erased.exitCode()).as(erased.err()).isZero();
        assertThat(erased.out()).contains("of task a of run");
        assertThat(filesWith(KEY)).isEmpty();
        assertThat(filesWith(OTHER_KEY)).isNotEmpty();
        assertThat(stretto.run("audit", "latest", "--verify").exitCode()).isZero();
        Result retried = stretto.run("retry", "latest", "a");
        assertThat(retried.exitCode()).isEqualTo(2);
        assertThat(retried.err()).contains("the prompt of task 'a' was erased");
        assertThat(stretto.run("retry", "latest", "b", "--quiet").exitCode()).isEqualTo(1);
        assertThat(filesWith(KEY)).isEmpty();
    }

    @Test
    void nothing_is_erased_of_a_run_that_is_open_or_without_a_reason_or_unasked() throws Exception {
        String plan = stretto.plan("""
                version: 1
                tasks: [{ id: a, subagent: { command: [sleep, "300"] } }]
                """);
        String run = stretto.run("run", "--detach", plan).out().strip();

        Result open = stretto.run("erase", run, "--reason", "leaked", "--yes");

        assertThat(open.exitCode()).isEqualTo(2);
        assertThat(open.err()).contains("is not over");
        assertThat(stretto.run("cancel", run).exitCode()).isZero();
        Result unasked = stretto.run("erase", run, "--reason", "leaked");
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).contains("--yes");
        assertThat(stretto.run("erase", run, "--yes").exitCode()).isEqualTo(2);
        assertThat(stretto.run("erase", run, "nobody", "--reason", "leaked", "--yes")
                        .err())
                .contains("no task 'nobody'");
    }

    private JsonNode erase(String... how) throws Exception {
        List<String> words = new ArrayList<>(List.of("erase", "latest", "--reason", "leaked", "--json"));
        words.addAll(List.of(how));
        Result erased = stretto.run(words.toArray(String[]::new));
        assertThat(erased.exitCode()).as(erased.err()).isZero();
        return erased.json();
    }

    private long events() throws Exception {
        return stretto.run("show", "latest", "--json").json().at("/log/events").asLong();
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
