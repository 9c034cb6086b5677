package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditIT {
    private static final String PLAN = """
            version: 1
            tasks:
              - id: a
                title: First
                subagent: { command: [echo, hello] }
              - id: b
                title: Second
                subagent: { command: [echo, bye] }
            """;

    @TempDir
    Path folder;

    private Stretto stretto;
    private Stretto elsewhere;
    private String chain;
    private long events;
    private Path exported;

    @BeforeEach
    void run() throws Exception {
        stretto = new Stretto(folder);
        Result run = stretto.run("run", "--json", stretto.plan(PLAN));
        assertThat(run.exitCode()).as(run.err()).isZero();
        chain = run.json().at("/log/chain").asText();
        events = run.json().at("/log/events").asLong();
        exported = folder.resolve("log.jsonl");
        elsewhere = new Stretto(Files.createDirectory(folder.resolve("elsewhere")));
    }

    @Test
    void a_log_is_printed_verified_and_replayed() throws Exception {
        assertThat(stretto.run("audit", "latest").out()).contains("run-started", "tasks-launched", "task-completed");
        JsonNode verified = stretto.run("audit", "latest", "--verify", "--json").json();
        assertThat(verified.at("/chain").asText()).isEqualTo(chain);
        assertThat(verified.at("/artifacts").asInt()).isEqualTo(2);
        assertThat(stretto.run("audit", "latest", "--at", "2").out()).startsWith("in_progress  First");
        assertThat(stretto.run("audit", "latest", "--verify", "--expect", chain).exitCode())
                .isZero();
        Result other = stretto.run("audit", "latest", "--verify", "--expect", "sha256:" + "0".repeat(64));
        assertThat(other.exitCode()).isEqualTo(4);
        assertThat(other.out()).contains("event " + events + ": end: ");
    }

    @Test
    void a_hash_that_is_none_is_no_alarm_and_its_digits_are_enough() throws Exception {
        String digits = chain.substring("sha256:".length());

        assertThat(stretto.run("audit", "latest", "--verify", "--expect", digits)
                        .exitCode())
                .isZero();
        assertThat(stretto.run("audit", "latest", "--verify", "--expect", "0".repeat(64))
                        .exitCode())
                .isEqualTo(4);
        for (String none : new String[] {"abc", "", chain.substring(0, chain.length() - 1), "sha1:" + digits}) {
            Result refused = stretto.run("audit", "latest", "--verify", "--expect", none);
            assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
            assertThat(refused.err()).contains("--expect: found '" + none + "'", "log.chain");
        }
    }

    @Test
    void a_moment_of_the_log_is_neither_verified_nor_exported() throws Exception {
        Result verified = stretto.run("audit", "latest", "--verify", "--at", "2");
        Result written = stretto.run("audit", "latest", "--export", exported.toString(), "--at", "2");

        assertThat(verified.exitCode()).isEqualTo(2);
        assertThat(verified.err()).contains("--at");
        assertThat(written.exitCode()).isEqualTo(2);
        assertThat(exported).doesNotExist();
    }

    @Test
    void a_log_that_is_verified_and_exported_at_once_is_one_document() throws Exception {
        JsonNode both = stretto.run("audit", "latest", "--verify", "--export", exported.toString(), "--json")
                .json();

        assertThat(both.at("/clean").asBoolean()).isTrue();
        assertThat(both.at("/chain").asText()).isEqualTo(chain);
        assertThat(both.at("/export/chain").asText()).isEqualTo(chain);
        assertThat(both.at("/export/artifacts").asInt()).isEqualTo(2);
        assertThat(exported).exists();
    }

    @Test
    void a_log_is_exported_to_a_file_and_to_nothing_else() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        for (String place : new String[] {"", "-", nowhere + "/log.jsonl", "log.d/", folder.toString()}) {
            Result refused = stretto.run("audit", "latest", "--export", place);
            assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
            assertThat(refused.err()).contains("--export: found").doesNotContain(".tmp");
        }
        assertThat(folder.resolve("log.d")).doesNotExist();
        assertThat(folder.resolve("-")).doesNotExist();
        assertThat(stretto.run("audit", "latest", "--export", nowhere + "/log.jsonl")
                        .err())
                .contains("no folder " + nowhere);
    }

    @Test
    void events_are_chosen_by_task_and_by_type() throws Exception {
        assertThat(types("--task", "a"))
                .contains("tasks-launched", "task-completed")
                .doesNotContain("run-started", "run-finished");
        assertThat(stretto.run("audit", "latest", "--json", "--task", "b", "--type", "task-completed")
                        .jsonLines())
                .singleElement()
                .satisfies(event -> assertThat(event.at("/data/task").asText()).isEqualTo("b"));
        assertThat(types("--type", "run-started", "--type", "run-finished"))
                .containsExactly("run-started", "run-finished");

        Result strangeType = stretto.run("audit", "latest", "--type", "task-done");
        assertThat(strangeType.exitCode()).isEqualTo(2);
        assertThat(strangeType.err()).contains("'task-done'", "run-started", "task-completed");
        Result strangeTask = stretto.run("audit", "latest", "--task", "z");
        assertThat(strangeTask.exitCode()).isEqualTo(2);
        assertThat(strangeTask.err()).contains("'z'", "a, b");
        assertThat(stretto.run("audit", "latest", "--verify", "--task", "a").exitCode())
                .isEqualTo(2);
    }

    @Test
    void an_exported_log_needs_no_data_directory_and_a_change_in_it_is_found() throws Exception {
        Result export = stretto.run("audit", "latest", "--export", exported.toString(), "--json");
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.json().at("/chain").asText()).isEqualTo(chain);
        assertThat(export.json().at("/artifacts").asInt()).isEqualTo(2);
        assertThat(stretto.run("audit", "latest", "--export", exported.toString())
                        .exitCode())
                .isEqualTo(2);

        deleteData();
        Result whole = elsewhere.run("audit", exported.toString(), "--verify", "--json");
        assertThat(whole.exitCode()).as(whole.out() + whole.err()).isZero();
        assertThat(whole.json().at("/artifacts").asInt()).isEqualTo(2);
        assertThat(elsewhere.run("audit", exported.toString(), "--at", "2").out())
                .startsWith("in_progress  First");
        assertThat(elsewhere
                        .run("audit", exported.toString(), "--type", "run-started")
                        .out()
                        .lines())
                .hasSize(1);

        found(lines -> set(lines, 2, lines.get(2).replace("\"cause\":\"engine\"", "\"cause\":\"nobody\"")), "event 2");
        found(lines -> without(lines, 4), "event 4");
        found(lines -> without(lines, (int) events), "event " + events);
        found(lines -> without(lines, lines.size() - 1), ": artifact: ");
        found(
                lines -> set(lines, lines.size() - 1, lines.getLast().replaceFirst("\"data\":\".", "\"data\":\"x")),
                ": artifact: ");
    }

    @Test
    void an_event_of_a_newer_version_is_not_guessed_at() throws Exception {
        stretto.run("audit", "latest", "--export", exported.toString());
        List<String> lines = new ArrayList<>(Files.readAllLines(exported));
        lines.set(2, lines.get(2).replace("\"version\":1", "\"version\":2"));
        Files.write(exported, lines);

        Result printed = elsewhere.run("audit", exported.toString());
        assertThat(printed.exitCode()).isEqualTo(4);
        assertThat(printed.err()).contains("event 2", "version 2", "newer").doesNotContain("\tat ");
        Result verified = elsewhere.run("audit", exported.toString(), "--verify");
        assertThat(verified.exitCode()).isEqualTo(4);
        assertThat(verified.out()).contains("event 2: unknown");
    }

    @Test
    void a_log_without_a_seal_and_a_seal_without_a_log_are_said() throws Exception {
        Path seals = folder.resolve(".stretto/seals");
        Path seal;
        try (Stream<Path> files = Files.list(seals)) {
            seal = files.findFirst().orElseThrow();
        }
        String gone = "20250101-000000-abcdef";
        Files.move(seal, seals.resolve(gone));

        Result unsealed = stretto.run("audit", "latest", "--verify");
        assertThat(unsealed.exitCode()).isZero();
        assertThat(unsealed.err()).contains("has no seal");
        Result lost = stretto.run("audit", gone, "--verify");
        assertThat(lost.exitCode()).isEqualTo(4);
        assertThat(lost.err()).contains(gone, "the journal has no event any more");
        Result runs = stretto.run("runs");
        assertThat(runs.exitCode()).isEqualTo(4);
        assertThat(runs.out()).contains(gone, "corrupt", "completed");
    }

    @Test
    void an_artifact_that_is_gone_is_said_and_the_rest_is_exported() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve(".stretto/artifacts"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        Result export = stretto.run("audit", "latest", "--export", exported.toString());
        assertThat(export.exitCode()).isEqualTo(4);
        assertThat(export.err()).contains("is gone or damaged");
        Result verified = elsewhere.run("audit", exported.toString(), "--verify");
        assertThat(verified.exitCode()).isEqualTo(4);
        assertThat(verified.out()).contains("was gone when the log was exported");
    }

    private List<String> types(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("audit", "latest", "--json"));
        command.addAll(List.of(options));
        return stretto.run(command.toArray(String[]::new)).jsonLines().stream()
                .map(event -> event.path("type").asText())
                .toList();
    }

    private void found(UnaryOperator<List<String>> change, String named) throws Exception {
        List<String> lines = change.apply(new ArrayList<>(Files.readAllLines(exported)));
        Path changed = Files.write(folder.resolve("changed.jsonl"), lines);
        Result found = elsewhere.run("audit", changed.toString(), "--verify");
        assertThat(found.exitCode()).as(found.out()).isEqualTo(4);
        assertThat(found.out()).contains(named);
    }

    private static List<String> set(List<String> lines, int index, String line) {
        lines.set(index, line);
        return lines;
    }

    private static List<String> without(List<String> lines, int index) {
        lines.remove(index);
        return lines;
    }

    private void deleteData() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".stretto"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
