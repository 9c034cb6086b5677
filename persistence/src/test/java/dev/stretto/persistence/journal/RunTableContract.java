package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.codec.UnknownRunException;
import dev.stretto.persistence.samples.SampleRuns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What everybody who lists and looks up runs relies on. Each run table inherits it, and none may skip any of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RunTableContract {
    private static final List<LogEntry> LOG = SampleRuns.merged().log();

    /** Opens the table, which is the same in each call. */
    abstract RunTable open() throws Exception;

    /** Opens the log that it belongs to. */
    abstract EventLog log() throws Exception;

    /** Writes entries as an engine does. */
    abstract void write(String run, List<LogEntry> entries) throws Exception;

    @Test
    void a_new_table_has_no_rows() throws Exception {
        try (RunTable table = open()) {
            assertThat(table.newest(10)).isEmpty();
            assertThat(table.notClosed()).isEmpty();
            assertThat(table.withoutRow()).isEmpty();
            assertThat(table.find("none")).isEmpty();
            assertThat(table.newestBefore("none", 10)).isEmpty();
        }
    }

    @Test
    void a_run_has_the_row_of_its_last_write() throws Exception {
        try (RunTable table = open()) {
            for (int length : new int[] {1, 2, 5, LOG.size()}) {
                put("run", length);
                assertThat(table.find("run").flatMap(RunTable.Row::summary)).hasValue(summary("run", length));
            }
        }
    }

    @Test
    void an_entry_without_a_row_leaves_the_row_as_it_is() throws Exception {
        put("run", 3);
        write("run", LOG.subList(3, 4));

        try (RunTable table = open()) {
            assertThat(table.find("run").flatMap(RunTable.Row::summary)).hasValue(summary("run", 3));
        }
    }

    @Test
    void runs_are_paged_newest_first_in_the_order_of_their_beginnings() throws Exception {
        for (int i = 1; i <= 7; i++) {
            put("run-" + i, 1);
        }
        put("run-3", LOG.size());

        try (RunTable table = open()) {
            assertThat(ids(table.newest(3))).containsExactly("run-7", "run-6", "run-5");
            assertThat(ids(table.newestBefore("run-5", 3))).containsExactly("run-4", "run-3", "run-2");
            assertThat(ids(table.newestBefore("run-2", 3))).containsExactly("run-1");
            assertThat(table.newest(Integer.MAX_VALUE)).hasSize(7);
        }
    }

    @Test
    void runs_are_found_by_the_beginning_and_by_the_end_of_their_ids() throws Exception {
        put("20260101-x", 1);
        put("20260102-x", 1);
        put("20260102-y", 1);

        try (RunTable table = open()) {
            assertThat(table.beginningWith("20260102", 5)).containsExactly("20260102-x", "20260102-y");
            assertThat(table.beginningWith("2026", 2)).hasSize(2);
            assertThat(table.beginningWith("2027", 5)).isEmpty();
            assertThat(table.endingWith("-x", 5)).containsExactlyInAnyOrder("20260101-x", "20260102-x");
            assertThat(table.endingWith("2-y", 5)).containsExactly("20260102-y");
            assertThat(table.endingWith("%", 5)).isEmpty();
        }
    }

    @Test
    void what_the_user_types_is_resolved() throws Exception {
        put("20260101-x", 1);
        put("20260102-xy", 1);
        put("20260102-y", 1);

        assertThat(List.of(resolve("latest"), resolve("20260101"), resolve("xy"), resolve("20260102-y")))
                .containsExactly("20260102-y", "20260101-x", "20260102-xy", "20260102-y");
        assertThatThrownBy(() -> resolve("20260102"))
                .isInstanceOfSatisfying(
                        UnknownRunException.class,
                        e -> assertThat(e.candidates()).containsExactly("20260102-y", "20260102-xy"));
        assertThatThrownBy(() -> resolve("z")).hasMessageContaining("20260102-y, 20260102-xy, 20260101-x");
        assertThatThrownBy(() -> resolve("")).isInstanceOf(UnknownRunException.class);
    }

    @Test
    void a_run_is_closed_once_that_is_marked_and_not_any_more_once_it_goes_on() throws Exception {
        List<LogEntry> log = SampleRuns.reopened().log();
        int end = log.stream().map(LogEntry::type).toList().indexOf("run-finished") + 1;
        put("old", LOG.size());
        put("closed", end, log);
        put("open", 2);

        try (RunTable table = open()) {
            assertThat(ids(table.notClosed())).containsExactly("open", "closed", "old");

            RunSummary over = Journals.summary("closed", log.subList(0, end));
            table.markClosed(over);
            assertThat(ids(table.notClosed())).containsExactly("open", "old");
            assertThat(table.find("closed").flatMap(RunTable.Row::summary)).hasValue(over);

            put("closed", end + 1, log);
            assertThat(ids(table.notClosed())).containsExactly("open", "closed", "old");
        }
    }

    @Test
    void a_mark_that_comes_too_late_changes_nothing() throws Exception {
        put("run", 5);

        try (RunTable table = open()) {
            table.markClosed(summary("run", 3));

            assertThat(table.find("run").flatMap(RunTable.Row::summary)).hasValue(summary("run", 5));
            assertThat(ids(table.notClosed())).containsExactly("run");
        }
    }

    @Test
    void a_log_without_a_row_is_found_and_gets_one_when_its_run_is_closed() throws Exception {
        put("first", LOG.size());
        write("lost", LOG);

        try (RunTable table = open()) {
            assertThat(table.withoutRow()).containsExactly("lost");
            assertThat(resolve("latest")).isEqualTo("first");
            assertThat(resolve("lost")).isEqualTo("lost");
            assertThat(resolve("lo")).isEqualTo("lost");

            table.markClosed(summary("lost", LOG.size()));
            assertThat(table.withoutRow()).isEmpty();
            assertThat(ids(table.newest(2))).containsExactly("lost", "first");
        }
    }

    private String resolve(String name) throws Exception {
        try (RunTable table = open();
                EventLog log = log()) {
            return RunNames.resolve(name, table, log);
        }
    }

    private void put(String run, int length) throws Exception {
        put(run, length, LOG);
    }

    /** Writes as much of a log as is missing up to a length, with the row that belongs to it. */
    private void put(String run, int length, List<LogEntry> log) throws Exception {
        try (EventLog written = log()) {
            List<LogEntry> news =
                    new ArrayList<>(log.subList(Math.min(Math.toIntExact(written.length(run)), length - 1), length));
            news.add(news.removeLast().with(Journals.summary(run, log.subList(0, length))));
            write(run, news);
        }
    }

    private static RunSummary summary(String run, int length) {
        return Journals.summary(run, LOG.subList(0, length));
    }

    private static List<String> ids(List<RunTable.Row> rows) {
        return rows.stream().map(RunTable.Row::run).toList();
    }
}
