package dev.stretto.persistence.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.Salts;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.EngineLock;
import dev.stretto.persistence.journal.Retention.RunSize;
import dev.stretto.persistence.journal.Retention.Unreferenced;
import dev.stretto.persistence.samples.SampleArtifacts;
import dev.stretto.persistence.samples.SampleConflicts;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.SampleSearches;
import dev.stretto.persistence.samples.ScriptedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetentionTest {
    private final ScriptedRun merged = SampleRuns.merged();
    private final ScriptedRun broken = SampleRuns.broken();
    private DataDirectory data;
    private EngineLock lock;

    @BeforeEach
    void fill(@TempDir Path folder) throws Exception {
        data = new DataDirectory(folder.resolve("data"));
        data.create();
        lock = data.tryLock().orElseThrow();
        add(merged);
        add(broken);
    }

    private void add(ScriptedRun run) throws Exception {
        Journals.add(data.journal(), run.run(), run.log());
        SampleArtifacts.in(data.artifacts(), run);
    }

    @AfterEach
    void release() {
        lock.close();
    }

    @Test
    void a_run_is_removed_with_everything_and_the_others_stay() throws Exception {
        execute("INSERT INTO event_tag SELECT ordering, 'tag' FROM event_journal");
        execute("INSERT INTO snapshot SELECT persistence_id, 1, 0, 0, '', x'00010203', NULL, NULL, NULL"
                + " FROM event_journal WHERE sequence_number = 1");
        long payload = merged.log().stream()
                .mapToLong(entry -> entry.json().length
                        + entry.texts().stream()
                                .mapToLong(text -> text.content().length)
                                .sum())
                .sum();

        try (Retention retention = Retention.open(data, lock)) {
            RunSize expected = new RunSize(merged.run(), merged.log().size(), payload + 4);
            assertThat(retention.size(merged.run())).isEqualTo(expected);
            assertThat(retention.remove(merged.run())).isEqualTo(expected);
            assertThat(retention.remove(merged.run())).isEqualTo(new RunSize(merged.run(), 0, 0));
        }

        try (EventLog logs = SqliteEventLog.open(data.journal())) {
            assertThat(logs.runs()).containsExactly(broken.run());
            assertThat(logs.read(broken.run())).isEqualTo(broken.log());
            logs.checkStore();
        }
        assertThat(count("event_tag")).isEqualTo(broken.log().size());
        assertThat(count("snapshot")).isEqualTo(1);
    }

    @Test
    void a_run_that_is_not_over_is_not_removed() throws Exception {
        Journals.add(data.journal(), "open", SampleRuns.cancelled().log().subList(0, 2));

        try (Retention retention = Retention.open(data, lock)) {
            assertThatThrownBy(() -> retention.remove("open"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not over");
            assertThat(retention.size("open").events()).isEqualTo(2);
        }
    }

    @Test
    void a_removal_that_fails_removes_nothing() throws Exception {
        execute("CREATE TRIGGER refuse BEFORE DELETE ON event_journal WHEN OLD.sequence_number = 3"
                + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");

        try (Retention retention = Retention.open(data, lock)) {
            assertThatThrownBy(() -> retention.remove(merged.run())).isInstanceOf(JournalException.class);
            assertThat(retention.size(merged.run()).events())
                    .isEqualTo(merged.log().size());
        }
    }

    @Test
    void artifacts_that_no_remaining_log_refers_to_are_removed() throws Exception {
        ArtifactStore artifacts = new FileArtifacts(data.artifacts());
        Path leftover = Files.createDirectories(data.artifacts().resolve("tmp")).resolve("artifact-1-1-x");
        Files.writeString(leftover, "half");

        try (Retention retention = Retention.open(data, lock)) {
            assertThat(retention.unreferenced(artifacts, Set.of())).isEqualTo(new Unreferenced(0, 4));
            // Both logs refer to "out" and "err"; only one to "a", "b" and "v".
            Unreferenced expected = new Unreferenced(3, 3 * (1 + Salts.BYTES) + 4);
            assertThat(retention.unreferenced(artifacts, Set.of(merged.run()))).isEqualTo(expected);
            retention.remove(merged.run());
            assertThat(retention.collect(artifacts)).isEqualTo(expected);
            assertThat(retention.collect(artifacts)).isEqualTo(new Unreferenced(0, 0));
        }

        assertThat(leftover).doesNotExist();
        assertThat(Audit.verify(broken.run(), broken.rows(), artifacts).findings())
                .isEmpty();
        assertThat(artifacts.check(SampleArtifacts.digest("a"))).isEqualTo(ArtifactStore.Condition.MISSING);
    }

    @Test
    void what_resolvers_and_trials_have_printed_is_kept_as_long_as_their_run() throws Exception {
        ScriptedRun resolved = SampleConflicts.resolved();
        ScriptedRun culprits = SampleSearches.culprits();
        add(resolved);
        add(culprits);
        ArtifactStore artifacts = new FileArtifacts(data.artifacts());

        try (Retention retention = Retention.open(data, lock)) {
            retention.remove(merged.run());
            retention.remove(broken.run());
            retention.collect(artifacts);
            assertThat(Audit.verify(resolved.run(), resolved.rows(), artifacts).findings())
                    .isEmpty();
            assertThat(Audit.verify(culprits.run(), culprits.rows(), artifacts).findings())
                    .isEmpty();
            retention.remove(resolved.run());
            assertThat(retention.collect(artifacts))
                    .isEqualTo(new Unreferenced(2, "resolver".length() + "objection".length() + 2 * Salts.BYTES));
            retention.remove(culprits.run());
            retention.collect(artifacts);
        }

        assertThat(artifacts.digests()).isEmpty();
    }

    @Test
    void what_the_engine_has_stored_is_kept_though_no_log_refers_to_it_yet() throws Exception {
        ArtifactStore engines = new FileArtifacts(data.artifacts());
        String news = engines.store("new".getBytes(UTF_8)).digest();
        String again = engines.store("a".getBytes(UTF_8)).digest();

        try (Retention retention = Retention.open(data, lock)) {
            retention.remove(merged.run());
            assertThat(retention.collect(engines).artifacts()).isEqualTo(3);
        }

        assertThat(List.of(engines.check(news), engines.check(again))).containsOnly(ArtifactStore.Condition.WHOLE);
    }

    @Test
    void nothing_is_collected_while_a_log_is_broken() throws Exception {
        execute("UPDATE event_journal SET event_payload = CAST(replace(CAST(event_payload AS TEXT), 'engine', 'nobody')"
                + " AS BLOB) WHERE sequence_number = 4");

        try (Retention retention = Retention.open(data, lock)) {
            ArtifactStore artifacts = new FileArtifacts(data.artifacts());
            artifacts.remove(SampleArtifacts.digest("a"));
            assertThatThrownBy(() -> retention.collect(artifacts))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("event 5");
            assertThat(artifacts.digests())
                    .isNotEmpty()
                    .hasSize(ArtifactsOf.rows(rowsOfBoth()).size() - 1);
        }
    }

    @Test
    void an_event_of_a_newer_version_keeps_its_artifacts() throws Exception {
        String digest = new FileArtifacts(data.artifacts())
                .store("future".getBytes(UTF_8))
                .digest();
        LogEntry last = merged.log().getLast();
        String json = "{\"sequence\":" + (last.sequence() + 1) + ",\"at\":\"2026-01-02T03:04:05Z\",\"cause\":\"x\","
                + "\"previous\":\"" + last.digest()
                + "\",\"type\":\"task-applauded\",\"version\":1,\"data\":{\"clip\":\""
                + digest + "\"}}";
        try (Connection connection = Sqlite.openWriter(data.journal());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO event_journal SELECT NULL, deleted, persistence_id, sequence_number + 1,"
                            + " writer, write_timestamp, adapter_manifest, CAST('" + json + "' AS BLOB), event_ser_id,"
                            + " event_ser_manifest, NULL, NULL, NULL FROM event_journal WHERE persistence_id = 'Run|"
                            + merged.run() + "' AND sequence_number = " + last.sequence());
        }

        ArtifactStore artifacts = new FileArtifacts(data.artifacts());
        try (Retention retention = Retention.open(data, lock)) {
            retention.collect(artifacts);
        }

        assertThat(artifacts.check(digest)).isEqualTo(ArtifactStore.Condition.WHOLE);
    }

    @Test
    void the_file_gets_smaller_when_it_is_compacted() throws Exception {
        Journals.write(data.journal(), "long", endless(3_000));
        long before = Files.size(data.journal());

        try (Retention retention = Retention.open(data, lock)) {
            long payload = retention.remove("long").bytes();
            assertThat(retention.compact()).isGreaterThan(payload / 2);
        }

        assertThat(Files.size(data.journal())).isLessThan(before / 2);
        try (EventLog logs = SqliteEventLog.open(data.journal())) {
            logs.checkStore();
            assertThat(logs.read(merged.run())).isEqualTo(merged.log());
        }
    }

    @Test
    void without_the_lock_nothing_is_removed(@TempDir Path other) throws Exception {
        DataDirectory elsewhere = new DataDirectory(other);
        elsewhere.create();
        try (EngineLock wrong = elsewhere.tryLock().orElseThrow()) {
            assertThatThrownBy(() -> Retention.open(data, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        lock.close();
        assertThatThrownBy(() -> Retention.open(data, lock)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<StoredRow> rowsOfBoth() {
        List<StoredRow> rows = new ArrayList<>(merged.rows());
        rows.addAll(broken.rows());
        return rows;
    }

    /** A log that ends, with much in between that no run has. */
    private static List<LogEntry> endless(int length) {
        List<LogEntry> log = new ArrayList<>(JournalContract.chain(length));
        LogEntry end = SampleRuns.merged().log().getLast();
        log.add(new EventCodec()
                .seal(length + 1L, end.at(), "test", log.getLast().digest(), end.event()));
        return log;
    }

    private void execute(String command) throws Exception {
        try (Connection connection = Sqlite.openWriter(data.journal());
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private long count(String table) throws Exception {
        try (Connection connection = Sqlite.openReader(data.journal())) {
            return Sqlite.number(connection, "SELECT count(*) FROM " + table);
        }
    }
}
