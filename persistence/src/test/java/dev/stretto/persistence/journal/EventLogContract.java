package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.TextEntries;
import dev.stretto.persistence.codec.UnknownRunException;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What everybody who reads logs relies on. Each event log inherits it, and none may skip any of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EventLogContract {

    /** Opens the log, which is the same in each call. */
    abstract EventLog open() throws Exception;

    /** Writes entries as an engine does. */
    abstract void write(String run, List<LogEntry> entries) throws Exception;

    private final ScriptedRun merged = SampleRuns.merged();

    @Test
    void a_new_log_has_no_runs() throws Exception {
        try (EventLog log = open()) {
            assertThat(log.runs()).isEmpty();
            assertThat(log.rows("none")).isEmpty();
            assertThat(log.last("none")).isEmpty();
            assertThat(log.length("none")).isZero();
            assertThat(log.ended("none")).isFalse();
            assertThat(log.fold("none").state().started()).isEmpty();
            assertThatThrownBy(() -> log.report("none")).isInstanceOf(UnknownRunException.class);
            log.checkStore();
        }
    }

    @Test
    void what_was_written_is_read_as_it_was() throws Exception {
        write(merged.run(), merged.log());

        try (EventLog log = open()) {
            assertThat(log.read(merged.run())).isEqualTo(merged.log());
            assertThat(log.readFrom(merged.run(), 3))
                    .isEqualTo(merged.log().subList(3, merged.log().size()));
            assertThat(log.rows(merged.run())).zipSatisfy(merged.log(), (row, entry) -> {
                assertThat(row.sequence()).isEqualTo(entry.sequence());
                assertThat(row.json()).isEqualTo(entry.json());
            });
            assertThat(log.fold(merged.run()).digest())
                    .isEqualTo(merged.log().getLast().digest());
        }
    }

    @Test
    void what_is_written_while_the_log_is_open_is_read() throws Exception {
        try (EventLog log = open()) {
            write(merged.run(), merged.log().subList(0, 2));
            assertThat(log.length(merged.run())).isEqualTo(2);
            write(merged.run(), merged.log().subList(2, 4));
            assertThat(log.readFrom(merged.run(), 2)).isEqualTo(merged.log().subList(2, 4));
        }
    }

    @Test
    void the_last_row_tells_the_length_and_whether_the_run_has_ended() throws Exception {
        write(merged.run(), merged.log().subList(0, 2));
        try (EventLog log = open()) {
            assertThat(log.last(merged.run()).map(StoredRow::json))
                    .hasValue(merged.log().get(1).json());
            assertThat(log.ended(merged.run())).isFalse();

            write(merged.run(), merged.log().subList(2, merged.log().size()));

            assertThat(log.length(merged.run())).isEqualTo(merged.log().size());
            assertThat(log.ended(merged.run())).isTrue();
        }
    }

    @Test
    void runs_are_listed_newest_first_and_do_not_mix() throws Exception {
        write("b", merged.log());
        write("a", SampleRuns.broken().log());
        write("b-c", SampleRuns.cancelled().log());

        try (EventLog log = open()) {
            assertThat(log.runs()).containsExactly("b-c", "a", "b");
            assertThat(log.read("b")).isEqualTo(merged.log());
        }
    }

    @Test
    void rows_are_shown_one_after_the_other() throws Exception {
        write(merged.run(), merged.log());
        List<Long> sequences = new ArrayList<>();

        try (EventLog log = open()) {
            log.eachRow(merged.run(), row -> sequences.add(row.sequence()));
        }

        assertThat(sequences)
                .isEqualTo(merged.log().stream().map(LogEntry::sequence).toList());
    }

    @Test
    void a_gap_is_refused_by_whoever_reads_entries_and_shown_to_whoever_reads_rows() throws Exception {
        write(merged.run(), List.of(merged.log().get(0), merged.log().get(2)));

        try (EventLog log = open()) {
            assertThat(log.rows(merged.run())).hasSize(2);
            assertThatThrownBy(() -> log.read(merged.run()))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("event 2 of run " + merged.run());
        }
    }

    @Test
    void texts_stand_beside_the_rows_of_their_events_and_of_no_others() throws Exception {
        LogEntry first = TextEntries.entry(1, LogEntry.NO_PREVIOUS, "one", "two");
        LogEntry second = TextEntries.entry(2, first.digest());
        LogEntry third = TextEntries.entry(3, second.digest(), "three");
        write("texts", List.of(first, second, third));
        write("other", List.of(TextEntries.entry(1, LogEntry.NO_PREVIOUS)));

        try (EventLog log = open()) {
            assertThat(log.rows("texts").get(0).texts()).hasSize(2).containsExactlyInAnyOrderElementsOf(first.texts());
            assertThat(log.rows("texts").get(1).texts()).isEmpty();
            assertThat(log.rows("texts", 2).getFirst().texts()).isEqualTo(third.texts());
            assertThat(log.rows("other").getFirst().texts()).isEmpty();
            assertThat(log.read("texts").getFirst().texts())
                    .hasSize(2)
                    .containsExactlyInAnyOrderElementsOf(first.texts());
        }
    }
}
