package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditIT {
    @TempDir
    Path folder;

    @Test
    void a_log_is_printed_verified_replayed_and_exported_and_a_change_in_it_is_found() throws Exception {
        Stretto stretto = new Stretto(folder);
        Result run = stretto.run(
                "run",
                "--json",
                stretto.plan(
                        "version: 1\ntasks:\n  - id: a\n    title: First\n    subagent: { command: [echo, hello] }\n"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        String chain = run.json().at("/log/chain").asText();

        assertThat(stretto.run("audit", "latest").out()).contains("run-started", "tasks-launched", "task-completed");
        assertThat(stretto.run("audit", "latest", "--verify", "--json")
                        .json()
                        .at("/chain")
                        .asText())
                .isEqualTo(chain);
        assertThat(stretto.run("audit", "latest", "--at", "2").out()).startsWith("in_progress  First");
        Path exported = folder.resolve("log.jsonl");
        assertThat(stretto.run("audit", "latest", "--export", exported.toString())
                        .exitCode())
                .isZero();

        Stretto elsewhere = new Stretto(Files.createDirectory(folder.resolve("elsewhere")));
        assertThat(elsewhere.run("audit", exported.toString(), "--verify").exitCode())
                .isZero();
        List<String> lines = Files.readAllLines(exported);
        lines.set(1, lines.get(1).replace("\"cause\":\"engine\"", "\"cause\":\"nobody\""));
        Path changed = Files.write(folder.resolve("changed.jsonl"), lines);
        Result found = elsewhere.run("audit", changed.toString(), "--verify");
        assertThat(found.exitCode()).isEqualTo(4);
        assertThat(found.out()).contains("event 2");
        lines.remove(3);
        assertThat(elsewhere
                        .run(
                                "audit",
                                Files.write(folder.resolve("removed.jsonl"), lines)
                                        .toString(),
                                "--verify")
                        .exitCode())
                .isEqualTo(4);
    }
}
