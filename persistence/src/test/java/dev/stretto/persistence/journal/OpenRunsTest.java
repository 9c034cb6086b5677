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
        try (EventLog logs = SqliteEventLog.open(journal)) {
            assertThatThrownBy(() -> logs.fold("damaged"))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("event 1 of run damaged");
        }
    }

    @Test
    void a_run_that_was_taken_up_again_after_its_end_is_open() throws Exception {
        List<LogEntry> log = SampleRuns.broken().log();
        Journals.add(journal, "again", log);
        Journals.write(
                journal,
                "again",
                List.of(new EventCodec()
                        .seal(
                                log.size() + 1L,
                                ScriptedRun.START,
                                "cli",
                                log.getLast().digest(),
                                log.get(1).event())));

        assertThat(open()).containsExactly("again");
    }

    @Test
    void a_row_that_is_missing_damaged_or_wrong_hides_no_run() throws Exception {
        List<LogEntry> log = SampleRuns.cancelled().log();
        for (String run : List.of("missing", "damaged", "wrong", "over")) {
            Journals.add(journal, run, run.equals("over") ? log : log.subList(0, 2));
        }
        execute("DELETE FROM run WHERE id = 'missing'");
        execute("UPDATE run SET todos = '?', status = 'lost' WHERE id = 'damaged'");
        execute("UPDATE run SET status = 'completed', finished_at = started_at WHERE id = 'wrong'");

        assertThat(open()).containsExactly("wrong", "damaged", "missing");
        assertThat(left().over()).containsExactly("over");
    }

    @Test
    void a_run_that_is_closed_is_not_looked_at() throws Exception {
        List<LogEntry> log = SampleRuns.cancelled().log();
        Journals.add(journal, "closed", log);
        Journals.add(journal, "over", log);
        try (RunTable table = SqliteRunTable.open(journal)) {
            table.markClosed(Journals.summary("closed", log));
        }

        assertThat(left()).isEqualTo(new LeftRuns(List.of(), List.of("over")));
    }

    @Test
    void of_each_run_only_its_row_and_its_last_entry_are_looked_up() throws Exception {
        Journals.add(journal, "some", SampleRuns.cancelled().log());

        assertThat(plan(SqliteEventLog.LAST))
                .containsExactly("SEARCH event_journal USING INDEX event_journal_pid_seq (persistence_id=?)");
        assertThat(plan(SqliteRunTable.NOT_CLOSED)).containsExactly("SCAN run USING INDEX run_not_closed");
        assertThat(plan(SqliteRunTable.NEWEST)).containsExactly("SCAN run");
        assertThat(plan(SqliteRunTable.FIND)).containsExactly("SEARCH run USING INDEX sqlite_autoindex_run_1 (id=?)");
        assertThat(plan(SqliteRunTable.BEGINNING))
                .containsExactly("SEARCH run USING COVERING INDEX sqlite_autoindex_run_1 (id>? AND id<?)");
        assertThat(plan(SqliteRunTable.ENDING))
                .containsExactly("SEARCH run USING INDEX sqlite_autoindex_run_2 (reversed>? AND reversed<?)");
    }

    /** How SQLite carries a query out. */
    private List<String> plan(String query) throws Exception {
        List<String> plan = new ArrayList<>();
        try (Connection connection = Sqlite.openReader(journal);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query.replace("?", "'1'"))) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }
        return plan;
    }

    private List<String> open() throws Exception {
        return left().open();
    }

    private LeftRuns left() throws Exception {
        try (EventLog log = SqliteEventLog.open(journal);
                RunTable table = SqliteRunTable.open(journal)) {
            return LeftRuns.of(table, log);
        }
    }

    private void execute(String command) throws Exception {
        try (Connection connection = Sqlite.openWriter(journal);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
