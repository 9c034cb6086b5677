package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenRunsTest {
    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void name() {
        journal = folder.resolve("journal.db");
    }

    @Test
    void a_journal_without_runs_has_no_open_ones() throws Exception {
        EmbeddedJournal.create(journal);

        assertThat(open()).isEmpty();
    }

    @Test
    void a_run_is_open_until_its_last_event_is_its_end() throws Exception {
        List<LogEntry> log = SampleRuns.merged().log();
        for (int length = 1; length <= log.size(); length++) {
            Journals.add(journal, "run-" + length, log.subList(0, length));
        }

        assertThat(open())
                .hasSize(log.size() - 1)
                .doesNotContain("run-" + log.size())
                .startsWith("run-14", "run-13");
    }

    @Test
    void a_run_whose_last_entry_cannot_be_read_is_open_and_hides_no_other() throws Exception {
        Journals.add(journal, "whole", SampleRuns.broken().log());
        Journals.add(journal, "damaged", SampleRuns.cancelled().log());
        execute("UPDATE event_journal SET event_payload = x'00' WHERE persistence_id = 'Run|damaged'");

        assertThat(open()).containsExactly("damaged");
        try (RunLogs logs = RunLogs.open(journal)) {
            assertThatThrownBy(() -> logs.fold("damaged"))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("event 1 of run damaged");
        }
    }

    @Test
    void a_run_that_was_taken_up_again_after_its_end_is_open() throws Exception {
        List<LogEntry> log = new ArrayList<>(SampleRuns.broken().log());
        log.add(new EventCodec()
                .seal(
                        log.size() + 1L,
                        ScriptedRun.START,
                        "cli",
                        log.getLast().digest(),
                        log.get(1).event()));
        Journals.add(journal, "again", log);

        assertThat(open()).containsExactly("again");
    }

    @Test
    void only_the_last_entry_of_each_run_is_read() throws Exception {
        int runs = 200;
        try (Connection connection = filled(runs, 500)) {
            List<String> plan = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("EXPLAIN QUERY PLAN " + RunLogs.LAST.replace("?", "'Run|run-7'"))) {
                while (rows.next()) {
                    plan.add(rows.getString("detail"));
                }
            }
            assertThat(plan)
                    .containsExactly("SEARCH event_journal USING INDEX event_journal_pid_seq (persistence_id=?)");
        }
        try (RunLogs logs = RunLogs.open(journal)) {
            logs.openRuns();
            long start = System.nanoTime();
            assertThat(logs.openRuns()).hasSize(runs);
            long took = System.nanoTime() - start;
            long read = System.nanoTime();
            for (String run : logs.runs()) {
                logs.rows(run);
            }
            long all = System.nanoTime() - read;
            System.out.printf(
                    "open runs among %,d with %,d events: %,d ms; reading all of their rows: %,d ms%n",
                    runs, runs * 500, TimeUnit.NANOSECONDS.toMillis(took), TimeUnit.NANOSECONDS.toMillis(all));
        }
    }

    private Connection filled(int runs, int events) throws Exception {
        EmbeddedJournal.create(journal);
        Connection connection = Sqlite.openWriter(journal);
        connection.setAutoCommit(false);
        List<byte[]> log =
                JournalContract.chain(events).stream().map(LogEntry::json).toList();
        for (int i = 0; i < runs; i++) {
            Journals.insert(connection, "run-" + i, log);
        }
        connection.commit();
        return connection;
    }

    private List<String> open() throws Exception {
        try (RunLogs logs = RunLogs.open(journal)) {
            return logs.openRuns();
        }
    }

    private void execute(String command) throws Exception {
        try (Connection connection = Sqlite.openWriter(journal);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
