package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.directory.DataDirectoryException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose storage fails: they stop and say why, their subagents go on, and nothing is repeated once the cause is gone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageFailureTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void begin() {
        site = new Site(folder, folder.resolve("data"));
    }

    @Test
    void a_locked_journal_stops_the_run_but_not_its_subagents_and_the_same_engine_takes_it_up_again() throws Exception {
        try (StrettoEngine engine = site.open()) {
            String run = stoppedByALock(engine);

            assertThat(engine.resume()).containsExactly(run);

            site.letGo("later");
            site.checkThatNothingWasRepeated(site.over(engine, run), "first", "later");
        }
    }

    @Test
    void a_locked_journal_stops_the_run_and_another_engine_takes_it_up_again() throws Exception {
        String run;
        try (StrettoEngine engine = site.open()) {
            run = stoppedByALock(engine);
        }
        assertThat(site.process(run, "later").isAlive()).isTrue();
        try (StrettoEngine engine = site.open()) {
            site.letGo("later");
            site.checkThatNothingWasRepeated(site.over(engine, run), "first", "later");
        }
    }

    /** One of two attempts ends while the journal is locked. Afterwards it is free again. */
    private String stoppedByALock(StrettoEngine engine) throws Exception {
        String run = Site.start(engine, site.waiting("first", "echo done"), site.waiting("later", "echo done"));
        site.awaitBegun("first");
        site.awaitBegun("later");
        awaitStarts(engine, run, 2);
        List<LogEntry> acknowledged;
        try (Lock lock = new Lock()) {
            acknowledged = site.log(run);
            CompletableFuture<String> stopped = CompletableFuture.supplyAsync(() -> whyStopped(engine, run));
            site.letGo("first");
            assertThat(stopped.get(60, TimeUnit.SECONDS))
                    .contains(run, site.data().journal().toString(), "locked by another program", "try again");
            assertThat(site.process(run, "later").isAlive()).isTrue();
            lock.held();
        }
        assertThat(site.log(run)).isEqualTo(acknowledged);
        return run;
    }

    @Test
    void what_is_asked_for_while_the_journal_is_locked_is_refused_with_the_reason_and_was_never_done()
            throws Exception {
        try (StrettoEngine engine = site.open()) {
            String open = Site.start(engine, site.waiting("first", "echo done"));
            site.awaitBegun("first");
            awaitStarts(engine, open, 1);
            try (Lock lock = new Lock()) {
                CompletableFuture<Throwable> cancelled =
                        CompletableFuture.supplyAsync(() -> refused(() -> engine.cancel(open, "test")));
                assertThat(refused(() -> Site.start(engine, site.waiting("second", "echo done"))))
                        .isInstanceOf(EngineFailedException.class)
                        .hasMessageContaining("locked by another program");
                assertThat(cancelled.get(60, TimeUnit.SECONDS))
                        .isInstanceOf(EngineFailedException.class)
                        .hasMessageContaining("locked by another program");
                lock.held();
            }
            assertThat(engine.resume()).containsExactly(open);
            site.letGo("first");
            site.checkThatNothingWasRepeated(site.over(engine, open), "first");
            assertThat(site.count("second")).isZero();
        }
    }

    @Test
    void a_run_whose_log_is_corrupt_stops_alone_and_goes_on_once_the_log_is_restored() throws Exception {
        String damaged;
        String whole;
        try (StrettoEngine engine = site.open()) {
            damaged = Site.start(engine, site.waiting("of-damaged", "echo done"));
            whole = Site.start(engine, site.waiting("of-whole", "echo done"));
            site.awaitBegun("of-damaged");
            site.awaitBegun("of-whole");
            awaitStarts(engine, damaged, 1);
            awaitStarts(engine, whole, 1);
        }
        byte[] before = payload(damaged);
        byte[] flipped = before.clone();
        flipped[flipped.length / 2] ^= 1;
        replace(damaged, flipped);

        try (StrettoEngine engine = site.open()) {
            assertThat(Site.whyStopped(engine, damaged)).contains(damaged, "corrupt");
            assertThatThrownBy(() -> engine.cancel(damaged, "test"))
                    .isInstanceOf(EngineFailedException.class)
                    .hasMessageContaining("corrupt");
            site.letGo("of-whole");
            site.checkThatNothingWasRepeated(site.over(engine, whole), "of-whole");
            assertThat(site.process(damaged, "of-damaged").isAlive()).isTrue();

            replace(damaged, before);
            assertThat(engine.resume()).containsExactly(damaged);
            site.letGo("of-damaged");
            site.checkThatNothingWasRepeated(site.over(engine, damaged), "of-damaged");
        }
    }

    @Test
    void an_output_that_cannot_be_stored_stops_the_run_and_is_stored_later() throws Exception {
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, site.waiting("talks", "echo the answer; echo 42 >&2"));
            site.awaitBegun("talks");
            blockArtifacts();
            CompletableFuture<String> stopped = CompletableFuture.supplyAsync(() -> whyStopped(engine, run));
            site.letGo("talks");
            assertThat(stopped.get(60, TimeUnit.SECONDS))
                    .contains(
                            run,
                            "output of attempt talks",
                            site.data().artifacts().toString());
            assertThat(site.events(run, RunEvent.TaskEnded.class)).isEmpty();

            Files.delete(site.data().artifacts());
            engine.resume();

            Report report = site.over(engine, run);
            site.checkThatNothingWasRepeated(report, "talks");
            RunEvent.TaskCompleted completed =
                    site.events(run, RunEvent.TaskCompleted.class).getFirst();
            try (InputStream output = new FileArtifacts(site.data().artifacts())
                    .open(completed.outcome().output().digest())) {
                assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("began\nthe answer\n");
            }
            assertThat(completed.outcome().errors()).isNotNull();
        }
    }

    @Test
    void an_engine_is_not_opened_where_outputs_cannot_be_stored_and_loses_nothing() throws Exception {
        String run;
        try (StrettoEngine engine = site.open()) {
            run = Site.start(engine, site.waiting("talks", "echo the answer"));
            site.awaitBegun("talks");
        }
        blockArtifacts();
        assertThatThrownBy(() -> site.open().close())
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("artifacts is in the way");

        Files.delete(site.data().artifacts());
        site.letGo("talks");
        try (StrettoEngine engine = site.open()) {
            site.checkThatNothingWasRepeated(site.over(engine, run), "talks");
        }
    }

    @Test
    void a_verification_whose_output_cannot_be_stored_stops_the_run_and_is_not_run_again() throws Exception {
        Plan plan = verified("echo x >> '%1$s/count-verify'; echo verified; touch '%1$s/begun-verify';"
                + " until [ -e '%1$s/go-verify' ]; do sleep 0.02; done");
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, plan);
            site.letGo("only");
            site.awaitBegun("verify");
            blockArtifacts();
            CompletableFuture<String> stopped = CompletableFuture.supplyAsync(() -> whyStopped(engine, run));
            site.letGo("verify");
            assertThat(stopped.get(60, TimeUnit.SECONDS)).contains(run, "output of the verification");

            unblockArtifacts();
            engine.resume();

            site.checkThatNothingWasRepeated(site.over(engine, run), "only");
            assertThat(site.count("verify")).isEqualTo(1);
            assertThat(site.events(run, RunEvent.VerificationFinished.class)).hasSize(1);
        }
    }

    @Test
    void an_attempt_whose_repository_is_out_of_sight_is_left_at_work_and_taken_up_once_it_is_back() throws Exception {
        Path project = folder.resolve("project");
        new Conflicting(project);
        Plan plan = new Plan(
                "isolated",
                null,
                WorkspaceSpec.of(project.toString()),
                0,
                Mode.AUTO,
                List.of(site.waiting("works", "echo done > made")),
                SynthesisSpec.DEFAULT);
        String run;
        try (StrettoEngine engine = site.open()) {
            run = Site.start(engine, plan);
            site.awaitBegun("works");
        }
        Path elsewhere = Files.move(project, folder.resolve("elsewhere"));

        try (StrettoEngine engine = site.open()) {
            assertThat(Site.whyStopped(engine, run)).contains("works#1", "launched before");
            assertThat(site.process(run, "works").isAlive()).isTrue();

            Files.move(elsewhere, project);
            engine.resume();
            site.letGo("works");
            site.checkThatNothingWasRepeated(site.over(engine, run), "works");
        }
    }

    @Test
    void an_attempt_whose_folder_cannot_be_made_has_not_failed_and_starts_once_it_can() throws Exception {
        try (StrettoEngine engine = site.open()) {
            Path attempts = site.data().attempts();
            Files.delete(attempts);
            Files.createFile(attempts);
            String run = Site.start(engine, site.waiting("later", "echo done"));
            assertThat(Site.whyStopped(engine, run)).contains("can't write to the attempt's folder");

            Files.delete(attempts);
            engine.resume();
            site.letGo("later");
            site.checkThatNothingWasRepeated(site.over(engine, run), "later");
        }
    }

    private Plan verified(String script) {
        SynthesisSpec usual = SynthesisSpec.DEFAULT;
        SynthesisSpec.Verify verify = new SynthesisSpec.Verify(
                List.of("sh", "-c", script.formatted(folder)), Duration.ofMinutes(5), false, null);
        return new Plan(
                "verified",
                null,
                null,
                0,
                Mode.AUTO,
                List.of(site.waiting("only", "echo done")),
                new SynthesisSpec(verify, usual.onConflict(), null, usual.integrate()));
    }

    private void blockArtifacts() throws Exception {
        Path artifacts = site.data().artifacts();
        Files.move(artifacts, artifacts.resolveSibling("kept"));
        Files.createFile(artifacts);
        Files.createDirectories(artifacts.resolveSibling("kept").resolve("tmp"));
        try (var left = Files.list(artifacts.resolveSibling("kept").resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    private void unblockArtifacts() throws Exception {
        Path artifacts = site.data().artifacts();
        Files.delete(artifacts);
        Files.move(artifacts.resolveSibling("kept"), artifacts);
    }

    /** Attempts say that they have begun before the log knows their processes; a request comes after that. */
    private void awaitStarts(StrettoEngine engine, String run, int starts) throws Exception {
        while (site.events(run, RunEvent.AttemptStarted.class).size() < starts) {
            assertThat(engine.cancelTask(run, "no-such-task", "test")).isInstanceOf(CommandResult.Rejected.class);
        }
    }

    private static String whyStopped(StrettoEngine engine, String run) {
        try {
            return Site.whyStopped(engine, run);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that is to be refused. */
    private interface Request {
        void put() throws Exception;
    }

    private static Throwable refused(Request request) {
        try {
            request.put();
            return new AssertionError("it was not refused");
        } catch (Exception e) {
            return e;
        }
    }

    private byte[] payload(String run) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT event_payload FROM event_journal WHERE persistence_id = ? AND sequence_number = 2")) {
            query.setString(1, "Run|" + run);
            return query.executeQuery().getBytes(1);
        }
    }

    private void replace(String run, byte[] payload) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE event_journal SET event_payload = ? WHERE persistence_id = ? AND sequence_number = 2")) {
            update.setBytes(1, payload);
            update.setString(2, "Run|" + run);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + site.data().journal());
    }

    /** Another program's write to the journal, which does not come to an end. */
    private final class Lock implements AutoCloseable {
        private final Connection connection;
        private final Statement statement;

        Lock() throws SQLException {
            connection = connect();
            statement = connection.createStatement();
            statement.execute("BEGIN IMMEDIATE");
        }

        void held() throws SQLException {
            assertThat(connection.isClosed()).isFalse();
        }

        @Override
        public void close() throws SQLException {
            statement.execute("ROLLBACK");
            statement.close();
            connection.close();
        }
    }
}
