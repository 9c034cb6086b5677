package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.audit.AuditResult;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.seal.FileSeals;
import dev.stretto.persistence.seal.SealStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines on journals whose end somebody has changed: they do not write on, since that would hide it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SealedRunTest {
    private static final String LAST = "sequence_number = (SELECT max(sequence_number) FROM event_journal)";

    @TempDir
    Path folder;

    private Site site;
    private SealStore seals;

    @BeforeEach
    void begin() {
        site = new Site(folder, folder.resolve("data"));
        seals = new FileSeals(site.data());
    }

    @Test
    void a_run_that_is_tried_again_is_sealed_again_at_its_new_end() throws Exception {
        String run = over("fails", "[ -e again ] || { touch again; exit 1; }");
        String first = seals.of(run).orElseThrow();

        try (StrettoEngine engine = site.open()) {
            assertThat(engine.retry(run, List.of(), "test")).isInstanceOf(CommandResult.Accepted.class);
            assertThat(site.over(engine, run).status()).isEqualTo(RunStatus.COMPLETED);
        }

        assertThat(seals.of(run)).hasValueSatisfying(seal -> assertThat(seal).isNotEqualTo(first));
        assertThat(audit(run).findings()).isEmpty();
    }

    @Test
    void a_finished_log_that_was_cut_off_at_its_end_is_not_written_on_and_the_audit_goes_on_finding_it()
            throws Exception {
        String run = over("works", "true");
        change("DELETE FROM event_journal WHERE " + LAST);

        try (StrettoEngine engine = site.open()) {
            assertThat(Site.whyStopped(engine, run)).contains("sealed", "corrupt or was tampered with");
        }

        assertThat(site.events(run, RunEvent.RunResumed.class)).isEmpty();
        assertThat(audit(run).findings()).isNotEmpty();
    }

    @Test
    void a_finished_log_whose_last_event_was_changed_is_not_reopened() throws Exception {
        String run = over("fails", "false");
        change("UPDATE event_journal SET event_payload ="
                + " CAST(replace(CAST(event_payload AS TEXT), '\"engine\"', '\"nobody\"') AS BLOB) WHERE " + LAST);

        try (StrettoEngine engine = site.open()) {
            assertThatThrownBy(() -> engine.retry(run, List.of(), "test"))
                    .isInstanceOf(EngineFailedException.class)
                    .hasMessageContaining("sealed");
        }

        assertThat(site.events(run, RunEvent.RunReopened.class)).isEmpty();
        assertThat(audit(run).findings()).isNotEmpty();
    }

    @Test
    void an_open_log_whose_last_event_is_hidden_from_engines_is_not_written_on() throws Exception {
        String run;
        try (StrettoEngine engine = site.open()) {
            run = Site.start(engine, site.waiting("works", "true"));
            site.awaitBegun("works");
        }
        change("UPDATE event_journal SET deleted = 1 WHERE " + LAST);

        try (StrettoEngine engine = site.open()) {
            assertThat(Site.whyStopped(engine, run)).contains("corrupt or was tampered with");
            assertThat(site.process(run, "works").isAlive()).isTrue();
        }

        change("UPDATE event_journal SET deleted = 0");
        try (StrettoEngine engine = site.open()) {
            site.letGo("works");
            site.checkThatNothingWasRepeated(site.over(engine, run), "works");
        }
    }

    private String over(String task, String then) throws Exception {
        site.letGo(task);
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, site.waiting(task, "cd '" + folder + "'; " + then));
            Report report = site.over(engine, run);
            assertThat(report.status()).isIn(RunStatus.COMPLETED, RunStatus.FAILED);
            return run;
        }
    }

    private AuditResult audit(String run) throws Exception {
        try (EventLog logs = site.logs()) {
            return Audit.of(run, logs.rows(run))
                    .sealedBy(seals.of(run).orElseThrow())
                    .result();
        }
    }

    private void change(String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + site.data().journal());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
