package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.app.testing.Watched;
import dev.stretto.persistence.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user sees of storage that fails: an exit code, one plain line, and nothing lost once the cause is gone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageIT {
    private static final Duration HELD = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Stretto stretto;
    private DataDirectory data;

    @BeforeEach
    void begin() {
        stretto = new Stretto(folder);
        data = new DataDirectory(folder.resolve(".stretto"));
    }

    @Test
    void a_run_that_finds_the_journal_locked_ends_with_70_and_says_what_to_do_and_resume_completes_it()
            throws Exception {
        Running running = stretto.start(Map.of(), "run", stretto.plan(plan()));
        Watched.awaitExists(folder.resolve("begun-a"));
        Watched.awaitExists(folder.resolve("begun-b"));
        Result ended;
        Result refused;
        try (Connection other = connect();
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            Files.createFile(folder.resolve("go-a"));
            ended = running.await();
            refused = stretto.run("cancel", "latest");
            lock.execute("ROLLBACK");
        }

        checkPlain(ended, 70);
        assertThat(ended.err())
                .contains(data.journal().toString(), "locked by another program", "try again")
                .contains("Attempts in progress go on by themselves", "stretto resume");
        checkPlain(refused, 70);
        assertThat(refused.err()).contains("locked by another program");

        Files.createFile(folder.resolve("go-b"));
        checkThatNothingWasRepeated(stretto.run("resume", "--json"));
    }

    @Test
    void an_output_that_cannot_be_stored_ends_the_command_with_70_and_resume_completes_the_run() throws Exception {
        Running running = stretto.start(Map.of(), "run", stretto.plan(plan()));
        Watched.awaitExists(folder.resolve("begun-a"));
        Watched.awaitExists(folder.resolve("begun-b"));
        Files.delete(data.artifacts());
        Files.createFile(data.artifacts());
        Files.createFile(folder.resolve("go-a"));
        Result ended = running.await();

        checkPlain(ended, 70);
        assertThat(ended.err())
                .contains(
                        "the output of attempt a",
                        "can't be stored",
                        data.artifacts().toString())
                .contains("Attempts in progress go on by themselves", "stretto resume");
        Result blocked = stretto.run("resume");
        checkPlain(blocked, 2);
        assertThat(blocked.err()).contains(data.artifacts() + " is in the way");

        Files.delete(data.artifacts());
        Files.createFile(folder.resolve("go-b"));
        checkThatNothingWasRepeated(stretto.run("resume", "--json"));
        assertThat(stretto.run("output", "latest", "a").out()).isEqualTo("did a\n");
    }

    @Test
    void a_damaged_run_is_listed_beside_the_others_and_ends_commands_with_4() throws Exception {
        Files.createFile(folder.resolve("go-a"));
        Files.createFile(folder.resolve("go-b"));
        String plan = stretto.plan(plan());
        String damaged = stretto.run("run", "--json", plan).json().at("/run").asText();
        String whole = stretto.run("run", "--json", plan).json().at("/run").asText();
        damage(damaged);

        Result listed = stretto.run("runs");
        JsonNode runs = stretto.run("runs", "--json").json().at("/runs");
        Result shown = stretto.run("show", damaged);
        Result retried = stretto.run("retry", damaged);

        assertThat(listed.exitCode()).isEqualTo(4);
        assertThat(listed.out()).contains(damaged, whole, "corrupt", "completed");
        assertThat(runs).hasSize(2);
        assertThat(runs.at("/0/status").asText()).isEqualTo("completed");
        assertThat(runs.at("/1/problem").asText()).contains("corrupt");
        checkPlain(shown, 4);
        checkPlain(retried, 4);
        assertThat(retried.err()).contains(damaged, "corrupt");
        assertThat(stretto.run("show", whole).exitCode()).isZero();
        assertThat(stretto.run("run", "--quiet", plan).exitCode()).isZero();
    }

    @Test
    void a_journal_that_was_cut_off_ends_commands_with_4_until_it_is_restored() throws Exception {
        Files.createFile(folder.resolve("go-a"));
        Files.createFile(folder.resolve("go-b"));
        String plan = stretto.plan(plan());
        assertThat(stretto.run("run", "--quiet", plan).exitCode()).isZero();
        Path copy = Files.copy(data.journal(), folder.resolve("copy"));
        try (var journal = Files.newByteChannel(data.journal(), java.nio.file.StandardOpenOption.WRITE)) {
            journal.truncate(journal.size() / 2);
        }

        for (String[] command : new String[][] {
            {"run", plan}, {"run", "--detach", plan}, {"runs"}, {"show", "latest"}, {"resume"}, {"audit", "latest"}
        }) {
            Result refused = stretto.run(command);
            checkPlain(refused, 4);
            assertThat(refused.err()).contains(data.journal().toString(), "restore it from a copy");
        }

        Files.copy(copy, data.journal(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(stretto.run("show", "latest").exitCode()).isZero();
        assertThat(stretto.run("run", "--quiet", plan).exitCode()).isZero();
    }

    @Test
    void a_directory_whose_engine_does_not_answer_ends_commands_with_5() throws Exception {
        Result detached = stretto.run("run", "--detach", "--json", stretto.plan(plan()));
        assertThat(detached.exitCode()).as(detached.err()).isZero();
        String run = detached.json().at("/run").asText();
        Watched.awaitExists(folder.resolve("begun-a"));
        Watched.awaitExists(folder.resolve("begun-b"));
        long engine = data.holder().orElseThrow();
        signal("STOP", engine);
        try {
            String plan = stretto.plan(plan());
            Map<String, Running> commands = Map.of(
                    "cancel", stretto.start(Map.of(), "cancel", run),
                    "retry", stretto.start(Map.of(), "retry", run),
                    "run", stretto.start(Map.of(), "run", plan));
            long start = System.nanoTime();
            for (Running command : commands.values()) {
                Result refused = command.await();
                checkPlain(refused, 5);
                assertThat(refused.err()).contains(data.root().toString(), "does not answer", "--data");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HELD);
            assertThat(stretto.run("show", run, "--json").json().at("/status").asText())
                    .as("reading needs no engine")
                    .isEqualTo("running");
        } finally {
            signal("CONT", engine);
        }
        Files.createFile(folder.resolve("go-a"));
        Files.createFile(folder.resolve("go-b"));
        Result watched = stretto.run("show", run, "--watch", "--json");
        assertThat(watched.json().at("/status").asText()).isEqualTo("completed");
        Watched.awaitGone(data.engineFile());
    }

    @Test
    void a_data_directory_that_cannot_be_written_is_bad_input() throws Exception {
        Path place = Path.of("/proc/stretto");
        assumeTrue(Files.isDirectory(place.getParent()), "there is no directory that nobody can write");

        for (String command : new String[] {"run", "run --detach"}) {
            Result refused = stretto.run((command + " --data " + place + " " + stretto.plan(plan())).split(" ", -1));
            checkPlain(refused, 2);
            assertThat(refused.err()).contains(place.toString());
        }
        assertThat(folder.resolve("count-a")).doesNotExist();
    }

    @Test
    void what_is_in_a_data_directory_is_for_its_owner_alone_whoever_made_the_directory() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(folder.resolve("go-a"));
        Files.createFile(folder.resolve("go-b"));
        String plan = stretto.plan(plan());

        Result detached = stretto.run("run", "--detach", "--data", open.toString(), plan);
        assertThat(detached.exitCode()).as(detached.err()).isZero();
        assertThat(stretto.run("show", "latest", "--watch", "--data", open.toString())
                        .exitCode())
                .isZero();
        Watched.awaitGone(open.resolve("engine.json"));

        try (Stream<Path> files = Files.list(open)) {
            assertThat(files)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .endsWith("------"));
        }
    }

    private String plan() {
        return """
                version: 1
                defaults:
                  attempts: 1
                  timeout: 5m
                  subagent:
                    command:
                      - sh
                      - -c
                      - |
                        echo x >> %1$s/count-$STRETTO_TASK
                        touch %1$s/begun-$STRETTO_TASK
                        until [ -e %1$s/go-$STRETTO_TASK ]; do sleep 0.05; done
                        echo did $STRETTO_TASK
                tasks:
                  - { id: a, writes: [a] }
                  - { id: b, writes: [b] }
                """.formatted(folder);
    }

    private void checkThatNothingWasRepeated(Result resumed) throws Exception {
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        JsonNode report = resumed.json().at("/runs/0");
        assertThat(report.at("/status").asText()).isEqualTo("completed");
        for (JsonNode task : report.at("/tasks")) {
            assertThat(task.at("/attempts").asInt()).isEqualTo(1);
        }
        assertThat(Files.readAllLines(folder.resolve("count-a"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("count-b"))).hasSize(1);
        assertThat(stretto.run("audit", "latest", "--verify").exitCode()).isZero();
    }

    /** The exit code, and words for people: no stack, nothing about an internal error. */
    private static void checkPlain(Result result, int exitCode) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        assertThat(result.err())
                .contains("stretto: ")
                .doesNotContain("internal error")
                .doesNotContain("STRETTO_DEBUG")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.journal());
    }

    private void damage(String run) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE event_journal SET event_payload = replace(event_payload, '\"a\"', '\"z\"')"
                                + " WHERE persistence_id = ? AND sequence_number = 2")) {
            update.setString(1, "Run|" + run);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
